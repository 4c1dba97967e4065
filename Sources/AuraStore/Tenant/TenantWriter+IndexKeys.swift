package import AuraCore

/// The rotation of a tenant's index key. A row that was changed or removed since it was read is left alone: whoever
/// changed it did so under the new key.
extension TenantWriter {
    /// Makes `key` the index key; the one it replaces stays beside it until ``endIndexRotation()``.
    ///
    /// - Throws: ``StoreError/exists`` if the key before is still there, ``StoreError/absent`` without a tenant.
    package func beginIndexRotation(to key: KeyID) throws(StoreError) {
        guard let tenant = try tenant() else { throw .absent }
        guard tenant.previousIndexKey == nil else { throw .exists }
        try connection.run(
            """
            UPDATE tenant SET previousIndexKeyId = indexKeyId, indexKeyId = :indexKeyId WHERE tenantId = :tenantId
            """, bound(["indexKeyId": SQLValue(key)]))
    }

    /// Forgets the key before, once nothing is indexed under it. May be repeated.
    package func endIndexRotation() throws(StoreError) {
        try connection.run("UPDATE tenant SET previousIndexKeyId = NULL WHERE tenantId = :tenantId", bound())
    }

    /// Sets the blind index of a member's e-mail.
    package func setEmailIndex(_ index: [UInt8], of member: Member) throws(StoreError) {
        try connection.run(
            """
            UPDATE member SET emailIndex = :emailIndex
            WHERE tenantId = :tenantId AND memberId = :memberId AND email = :email
            """,
            bound(["emailIndex": .blob(index), "memberId": SQLValue(member.id), "email": SQLValue(member.email)]))
    }

    /// Sets the blind index of a visitor's reference.
    package func setReferenceIndex(_ index: [UInt8], of visitor: Visitor) throws(StoreError) {
        try connection.run(
            """
            UPDATE visitor SET referenceIndex = :referenceIndex
            WHERE tenantId = :tenantId AND visitorId = :visitorId AND reference = :reference
            """,
            bound([
                "referenceIndex": .blob(index), "visitorId": SQLValue(visitor.id),
                "reference": SQLValue(visitor.reference),
            ]))
    }

    /// Sets the blind index of a document's title, and the fingerprint of its text.
    package func setTitleIndex(
        _ index: [UInt8], fingerprint: String, of document: Document
    ) throws(StoreError) {
        try connection.run(
            """
            UPDATE document SET titleIndex = :titleIndex, fingerprint = :fingerprint
            WHERE tenantId = :tenantId AND documentId = :documentId AND version = :version
            """,
            bound([
                "titleIndex": .blob(index), "fingerprint": SQLValue(fingerprint),
                "documentId": SQLValue(document.id), "version": SQLValue(document.version),
            ]))
    }

    /// Replaces a passage's terms and its postings by the same terms under another key. Its length stays.
    package func replaceTerms(_ terms: [PassageTerm], of passage: Passage.ID) throws(StoreError) {
        let stored = try connection.row(
            """
            SELECT botId, number, length, terms FROM passage WHERE tenantId = :tenantId AND passageId = :passageId
            """, bound(["passageId": SQLValue(passage)]))
        guard let stored else { return }
        try removePostings(of: stored)
        let terms = PackedTerms.ordered(terms)
        try insertPostings(
            terms, of: try stored.value("botId"), passage: try stored.value("number"),
            length: try stored.value("length"))
        try connection.run(
            "UPDATE passage SET terms = :terms WHERE tenantId = :tenantId AND passageId = :passageId",
            bound(["terms": .blob(PackedTerms.pack(terms)), "passageId": SQLValue(passage)]))
    }
}
