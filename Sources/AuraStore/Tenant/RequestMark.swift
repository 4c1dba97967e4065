package import AuraCore

/// What tells whether a turn was asked for before: keyed digests of the caller's idempotency key and of all that was
/// asked, 32 bytes each.
package struct RequestMark: Hashable, Sendable {
    package let mark: [UInt8]
    package let digest: [UInt8]
    /// Turns stored before this moment no longer count.
    package let since: Timestamp
    /// The two under the index key before, while it is being rotated: by them a turn of before is known again.
    package let earlier: Earlier?

    /// Mark and digest under another key.
    package struct Earlier: Hashable, Sendable {
        package let mark: [UInt8]
        package let digest: [UInt8]

        package init(mark: [UInt8], digest: [UInt8]) {
            self.mark = mark
            self.digest = digest
        }
    }

    package init(mark: [UInt8], digest: [UInt8], since: Timestamp, earlier: Earlier? = nil) {
        self.mark = mark
        self.digest = digest
        self.since = since
        self.earlier = earlier
    }
}

/// The turn that a request had.
package struct AnsweredRequest: Hashable, Sendable {
    package let answer: Message
    package let usage: UsageRecord
    /// Whether the same was asked; the key may have come with another question.
    package let isSameQuestion: Bool
}

extension TenantReader {
    /// The turn that was stored under a request's mark, if there is one.
    package func answer(to request: RequestMark) throws(StoreError) -> AnsweredRequest? {
        let marked = try connection.row(
            """
            SELECT messageId, conversationId, personId, author, ownerKeyId, period, body, citations, createdAt,
                usageId, requestDigest
            FROM message
            WHERE tenantId = :tenantId AND requestMark IN (:mark, :earlier) AND createdAt >= :since
            ORDER BY createdAt DESC LIMIT 1
            """,
            bound([
                "mark": .blob(request.mark), "earlier": SQLValue(request.earlier?.mark),
                "since": SQLValue(request.since),
            ]))
        guard let marked else { return nil }
        let usage = try connection.row(
            """
            SELECT usageId, botId, conversationId, personId, credentialId, vendor, model, inputTokens, outputTokens,
                cachedInputTokens, reasoningTokens, accuracy, createdAt
            FROM usage WHERE tenantId = :tenantId AND usageId = :usageId
            """, bound(["usageId": try marked.value("usageId")]))
        guard let usage else { throw marked.damaged }
        let digest = try marked.bytes("requestDigest")
        return AnsweredRequest(
            answer: try Rows.message(marked), usage: try Rows.usage(usage),
            isSameQuestion: digest == request.digest || digest == request.earlier?.digest)
    }
}

extension TenantWriter {
    /// Notes on an answer which request it belongs to.
    ///
    /// - Throws: ``StoreError/exists`` if another turn was stored under the same mark meanwhile.
    package func markAnswer(
        _ message: Message.ID, usage: UsageRecord.ID, request: RequestMark
    ) throws(StoreError) {
        let changed = try connection.run(
            """
            UPDATE message SET usageId = :usageId, requestMark = :mark, requestDigest = :digest
            WHERE tenantId = :tenantId AND messageId = :messageId AND NOT EXISTS (
                SELECT 1 FROM message AS other WHERE other.tenantId = :tenantId AND other.requestMark IN (:mark, :earlier)
                    AND other.createdAt >= :since)
            """,
            bound([
                "messageId": SQLValue(message), "usageId": SQLValue(usage), "mark": .blob(request.mark),
                "digest": .blob(request.digest), "since": SQLValue(request.since),
                "earlier": SQLValue(request.earlier?.mark),
            ]))
        guard changed == 1 else { throw .exists }
    }
}
