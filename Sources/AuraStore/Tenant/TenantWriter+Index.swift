import AuraCore

/// The keyed index: passages, postings and the corpus's sums change together.
extension TenantWriter {
    func index(_ passages: [Passage], of bot: Bot.ID) throws(StoreError) {
        guard
            let corpus = try connection.row(
                "SELECT nextNumber FROM corpus WHERE tenantId = :tenantId AND botId = :botId",
                bound(["botId": SQLValue(bot)]))
        else { throw .absent }
        let first = try corpus.int("nextNumber")
        guard (1...Int.max - passages.count).contains(first) else { throw corpus.damaged }
        var total = 0
        for (place, passage) in passages.enumerated() {
            total += try insert(passage, number: first + place, of: bot)
        }
        try connection.run(
            """
            UPDATE corpus SET passages = passages + :passages, length = length + :length, nextNumber = :nextNumber
            WHERE tenantId = :tenantId AND botId = :botId
            """,
            bound([
                "botId": SQLValue(bot), "passages": SQLValue(passages.count), "length": SQLValue(total),
                "nextNumber": SQLValue(first + passages.count),
            ]))
    }

    private func insert(_ passage: Passage, number: Int, of bot: Bot.ID) throws(StoreError) -> Int {
        let terms = PackedTerms.ordered(passage.terms)
        let length = terms.reduce(0) { $0 + $1.frequency }
        try connection.run(
            """
            INSERT INTO passage (tenantId, botId, number, passageId, documentId, version, ordinal, rangeStart,
                rangeEnd, length, body, terms)
            VALUES (:tenantId, :botId, :number, :passageId, :documentId, :version, :ordinal, :rangeStart,
                :rangeEnd, :length, :body, :terms)
            """,
            bound([
                "botId": SQLValue(bot), "number": SQLValue(number), "passageId": SQLValue(passage.id),
                "documentId": SQLValue(passage.document), "version": SQLValue(passage.version),
                "ordinal": SQLValue(passage.ordinal), "rangeStart": SQLValue(passage.range.lowerBound),
                "rangeEnd": SQLValue(passage.range.upperBound), "length": SQLValue(length),
                "body": SQLValue(passage.body), "terms": .blob(PackedTerms.pack(terms)),
            ]))
        try insertPostings(terms, of: SQLValue(bot), passage: SQLValue(number), length: SQLValue(length))
        return length
    }

    /// - Parameter terms: Each token once.
    func insertPostings(
        _ terms: [PassageTerm], of bot: SQLValue, passage: SQLValue, length: SQLValue
    ) throws(StoreError) {
        var arguments = bound(["botId": bot, "passage": passage, "length": length])
        for term in terms {
            arguments["term"] = SQLValue(term.token.rawValue)
            arguments["frequency"] = SQLValue(term.frequency)
            try connection.run(
                """
                INSERT INTO posting (tenantId, botId, term, passage, frequency, length)
                VALUES (:tenantId, :botId, :term, :passage, :frequency, :length)
                """, arguments)
        }
    }

    func unindex(_ document: Document.ID) throws(StoreError) {
        let arguments = bound(["documentId": SQLValue(document)])
        let passages = try connection.rows(
            """
            SELECT botId, number, length, terms FROM passage
            WHERE tenantId = :tenantId AND documentId = :documentId
            """, arguments)
        for passage in passages {
            try remove(passage)
        }
        try connection.run("DELETE FROM passage WHERE tenantId = :tenantId AND documentId = :documentId", arguments)
    }

    private func remove(_ passage: Row) throws(StoreError) {
        try removePostings(of: passage)
        try connection.run(
            """
            UPDATE corpus SET passages = passages - 1, length = length - :length
            WHERE tenantId = :tenantId AND botId = :botId
            """, bound(["botId": try passage.value("botId"), "length": try passage.value("length")]))
    }

    /// Removes the postings that a passage's own list of terms names.
    func removePostings(of passage: Row) throws(StoreError) {
        guard let terms = PackedTerms.unpack(try passage.bytes("terms")) else { throw passage.damaged }
        var arguments = bound(["botId": try passage.value("botId"), "passage": try passage.value("number")])
        for term in terms {
            arguments["term"] = SQLValue(term.token.rawValue)
            try connection.run(
                """
                DELETE FROM posting
                WHERE tenantId = :tenantId AND botId = :botId AND term = :term AND passage = :passage
                """, arguments)
        }
    }
}
