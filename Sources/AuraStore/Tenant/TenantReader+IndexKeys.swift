package import AuraCore

extension TenantReader {
    /// Makes sure, inside this snapshot or transaction, that the caller works with the index keys of now: what was
    /// looked up or written under others would be missed.
    ///
    /// - Parameter keys: The tenant's index key, and the one before it while that is being rotated.
    /// - Throws: ``StoreError/indexKeyChanged``.
    package func requireIndexKeys(_ keys: [KeyID]) throws(StoreError) {
        guard let tenant = try tenant() else { throw .absent }
        guard keys == [tenant.indexKey] + (tenant.previousIndexKey.map { [$0] } ?? []) else { throw .indexKeyChanged }
    }

    /// Members by id, behind one of them, for the rotation of the index key.
    package func members(after last: Member.ID?, limit: Int) throws(StoreError) -> [Member] {
        try connection.rows(
            """
            SELECT memberId, role, ownerKeyId, email, createdAt FROM member
            WHERE tenantId = :tenantId AND memberId > :last ORDER BY memberId LIMIT :limit
            """, page(last?.rawValue, limit)
        ).map(Rows.member)
    }

    /// Visitors by id, behind one of them, anonymous ones included.
    package func visitors(after last: Visitor.ID?, limit: Int) throws(StoreError) -> [Visitor] {
        try connection.rows(
            """
            SELECT visitorId, ownerKeyId, reference, createdAt FROM visitor
            WHERE tenantId = :tenantId AND visitorId > :last ORDER BY visitorId LIMIT :limit
            """, page(last?.rawValue, limit)
        ).map(Rows.visitor)
    }

    /// Documents of every bot by id, behind one of them.
    package func documents(after last: Document.ID?, limit: Int) throws(StoreError) -> [Document] {
        try connection.rows(
            """
            SELECT documentId, botId, title, version, mediaType, language, byteCount, passageCount, fingerprint,
                createdAt
            FROM document WHERE tenantId = :tenantId AND documentId > :last ORDER BY documentId LIMIT :limit
            """, page(last?.rawValue, limit)
        ).map(Rows.document)
    }

    /// Passages of every document by id, behind one of them.
    package func passages(after last: Passage.ID?, limit: Int) throws(StoreError) -> [Passage] {
        try connection.rows(
            """
            SELECT passageId, documentId, version, ordinal, rangeStart, rangeEnd, body, terms
            FROM passage WHERE tenantId = :tenantId AND passageId > :last ORDER BY passageId LIMIT :limit
            """, page(last?.rawValue, limit)
        ).map(Rows.passage)
    }

    private func page(_ last: String?, _ limit: Int) -> [String: SQLValue] {
        bound(["last": SQLValue(last ?? ""), "limit": SQLValue(limit)])
    }
}
