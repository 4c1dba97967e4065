package import AuraCore

extension TenantWriter {
    /// Adds a member.
    ///
    /// - Parameter emailIndex: The blind index of the e-mail, 16 bytes.
    /// - Throws: ``StoreError/exists`` if the tenant has a member of this e-mail.
    package func insertMember(_ member: Member, emailIndex: [UInt8]) throws(StoreError) {
        try admit(under: member.ownerKey)
        try connection.run(
            """
            INSERT INTO member (tenantId, memberId, role, ownerKeyId, email, emailIndex, createdAt)
            VALUES (:tenantId, :memberId, :role, :ownerKeyId, :email, :emailIndex, :createdAt)
            """,
            bound([
                "memberId": SQLValue(member.id), "role": SQLValue(member.role),
                "ownerKeyId": SQLValue(member.ownerKey), "email": SQLValue(member.email),
                "emailIndex": .blob(emailIndex), "createdAt": SQLValue(member.createdAt),
            ]))
    }

    /// Adds a visitor.
    ///
    /// - Parameter referenceIndex: The blind index of the reference, 16 bytes; none for an anonymous visitor.
    /// - Throws: ``StoreError/exists`` if the tenant has a visitor of this reference.
    package func insertVisitor(_ visitor: Visitor, referenceIndex: [UInt8]?) throws(StoreError) {
        try admit(under: visitor.ownerKey)
        try connection.run(
            """
            INSERT INTO visitor (tenantId, visitorId, ownerKeyId, reference, referenceIndex, createdAt)
            VALUES (:tenantId, :visitorId, :ownerKeyId, :reference, :referenceIndex, :createdAt)
            """,
            bound([
                "visitorId": SQLValue(visitor.id), "ownerKeyId": SQLValue(visitor.ownerKey),
                "reference": SQLValue(visitor.reference), "referenceIndex": SQLValue(referenceIndex),
                "createdAt": SQLValue(visitor.createdAt),
            ]))
    }

    /// From this transaction on, nothing is sealed under the key any more (FAULTS.md R2). May be repeated.
    package func fence(_ ownerKey: KeyID, at moment: Timestamp) throws(StoreError) {
        try connection.run(
            """
            INSERT INTO fence (tenantId, ownerKeyId, since) VALUES (:tenantId, :ownerKeyId, :since)
            ON CONFLICT (tenantId, ownerKeyId) DO NOTHING
            """, bound(["ownerKeyId": SQLValue(ownerKey), "since": SQLValue(moment)]))
    }

    /// Refuses, inside this transaction, a value that would be sealed for a workspace that is closed, or under the
    /// key of somebody who is being erased.
    ///
    /// - Parameter ownerKey: Nothing for the tenant's own content key.
    func admit(under ownerKey: KeyID? = nil) throws(StoreError) {
        guard
            let row = try connection.row(
                "SELECT state, contentKeyId FROM tenant WHERE tenantId = :tenantId", bound()),
            try row.word("state") == Tenant.State.active
        else { throw .absent }
        let content: KeyID = try row.read("contentKeyId")
        try Fence.check(ownerKey ?? content, of: id, on: connection)
    }
}
