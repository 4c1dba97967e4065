package import AuraCore

extension TenantReader {
    /// The members, oldest first.
    package func members(limit: Int) throws(StoreError) -> [Member] {
        try connection.rows(
            """
            SELECT memberId, role, ownerKeyId, email, createdAt FROM member
            WHERE tenantId = :tenantId ORDER BY memberId LIMIT :limit
            """, bound(["limit": SQLValue(limit)])
        ).map(Rows.member)
    }

    /// The member of an id; nothing if the tenant has none.
    package func member(_ member: Member.ID) throws(StoreError) -> Member? {
        try connection.row(
            """
            SELECT memberId, role, ownerKeyId, email, createdAt FROM member
            WHERE tenantId = :tenantId AND memberId = :memberId
            """, bound(["memberId": SQLValue(member)])
        ).map(Rows.member)
    }

    /// The member of an e-mail's blind index.
    package func member(emailIndex: [UInt8]) throws(StoreError) -> Member? {
        try connection.row(
            """
            SELECT memberId, role, ownerKeyId, email, createdAt FROM member
            WHERE tenantId = :tenantId AND emailIndex = :emailIndex
            """, bound(["emailIndex": .blob(emailIndex)])
        ).map(Rows.member)
    }

    /// The visitor of an id; nothing if the tenant has none.
    package func visitor(_ visitor: Visitor.ID) throws(StoreError) -> Visitor? {
        try connection.row(
            """
            SELECT visitorId, ownerKeyId, reference, createdAt FROM visitor
            WHERE tenantId = :tenantId AND visitorId = :visitorId
            """, bound(["visitorId": SQLValue(visitor)])
        ).map(Rows.visitor)
    }

    /// The visitor of a reference's blind index.
    package func visitor(referenceIndex: [UInt8]) throws(StoreError) -> Visitor? {
        try connection.row(
            """
            SELECT visitorId, ownerKeyId, reference, createdAt FROM visitor
            WHERE tenantId = :tenantId AND referenceIndex = :referenceIndex
            """, bound(["referenceIndex": .blob(referenceIndex)])
        ).map(Rows.visitor)
    }

    /// Whether the owner of a key is being erased, or was.
    package func isFenced(_ ownerKey: KeyID) throws(StoreError) -> Bool {
        try connection.row(
            "SELECT since FROM fence WHERE tenantId = :tenantId AND ownerKeyId = :ownerKeyId",
            bound(["ownerKeyId": SQLValue(ownerKey)])) != nil
    }
}
