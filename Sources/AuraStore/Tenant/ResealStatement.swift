package import AuraCore

/// The statements that move one table's sealed values from an owner key to the next, put together from the data map's
/// table and column names and nothing else; every value is bound.
struct ResealStatement {
    let rule: TableRule
    /// The sealed columns.
    let columns: [String]

    /// Nothing if the table has no sealed column.
    init?(_ rule: TableRule) {
        let columns = rule.columns.filter(\.isSealed).map(\.name)
        guard !columns.isEmpty else { return nil }
        self.rule = rule
        self.columns = columns
    }

    /// The tenant's tables with sealed columns. An LLM key is sealed under a key of its own that no sweep touches: it is
    /// rotated by its tenant, and never opened for it.
    static let all = StoreDataMap.databaseTables.compactMap(ResealStatement.init).filter {
        $0.rule.name != "credential"
    }

    /// Rows that are sealed under the key `:header`, by id, after `:last`.
    var rows: String {
        let tests = columns.map { "SUBSTR(\($0), 7, 16) = :header" }.joined(separator: " OR ")
        return """
            SELECT \(columns.joined(separator: ", ")), \(rule.idColumn) AS "the id" FROM \(rule.name)
            WHERE \(rule.tenantColumn) = :tenantId AND \(rule.idColumn) > :last AND (\(tests))
            ORDER BY \(rule.idColumn) LIMIT :limit
            """
    }

    /// Changes a row that is still as it was read.
    var update: String {
        var sets = columns.map { "\($0) = :\($0)New" }
        if rule.columns.contains(where: { $0.name == "ownerKeyId" }) { sets.append("ownerKeyId = :ownerKeyId") }
        let tests = columns.map { "COALESCE(\($0), :empty) = COALESCE(:\($0)Old, :empty)" }
        return """
            UPDATE \(rule.name) SET \(sets.joined(separator: ", "))
            WHERE \(rule.tenantColumn) = :tenantId AND \(rule.idColumn) = :id AND \(tests.joined(separator: " AND "))
            """
    }
}

/// A row as it was read, and as it is to be.
package struct ResealedRow: Hashable, Sendable {
    package let old: SealedRow
    package let new: SealedRow

    package init(old: SealedRow, new: SealedRow) {
        self.old = old
        self.new = new
    }
}

extension TenantReader {
    /// The tables whose rows an owner key may seal, in the order of a sweep.
    package static let sealedTables = ResealStatement.all.map(\.rule.name)

    /// A page of one table's rows of which a value is sealed under a key, by id.
    ///
    /// - Parameter last: The id of the last row of the page before.
    package func rows(
        sealedUnder key: KeyID, in table: String, after last: String, limit: Int
    ) throws(StoreError) -> [SealedRow] {
        guard let statement = ResealStatement.all.first(where: { $0.rule.name == table }) else { return [] }
        return try connection.rows(
            statement.rows,
            bound(["header": .blob(key.bytes), "last": .text(last), "limit": SQLValue(limit)])
        ).map { row throws(StoreError) in try SealedRow(row, of: statement.rule) }
    }
}

extension TenantWriter {
    /// Puts values in the place of others that are the same under another owner key. A row that was changed or removed
    /// since it was read stays as it is.
    ///
    /// - Parameters:
    ///   - rows: Each row as it was read, and as it is to be; at most ``Limits/batchRows``.
    ///   - owner: The owner key of the new values.
    /// - Returns: How many rows were changed.
    package func reseal(_ rows: [ResealedRow], under owner: KeyID) throws(StoreError) -> Int {
        var changed = 0
        for row in rows.prefix(Limits.batchRows) {
            guard let statement = ResealStatement.all.first(where: { $0.rule.name == row.old.table }) else { continue }
            var arguments = bound(["id": .text(row.old.id), "empty": .blob([])])
            for column in statement.columns {
                arguments[column + "Old"] = SQLValue(row.old.values[column])
                arguments[column + "New"] = SQLValue(row.new.values[column])
            }
            if statement.rule.columns.contains(where: { $0.name == "ownerKeyId" }) {
                arguments["ownerKeyId"] = SQLValue(owner)
            }
            changed += try connection.run(statement.update, arguments)
        }
        return changed
    }

    /// Makes another key the one that a person's data is sealed under from now on.
    ///
    /// - Throws: ``StoreError/absent`` if there is no such person, or the key is another meanwhile.
    package func setOwnerKey(of person: PersonID, from old: KeyID, to new: KeyID) throws(StoreError) {
        let arguments = bound(["personId": SQLValue(person), "old": SQLValue(old), "new": SQLValue(new)])
        let changed: Int
        switch person {
        case .member:
            changed = try connection.run(
                """
                UPDATE member SET ownerKeyId = :new
                WHERE tenantId = :tenantId AND memberId = :personId AND ownerKeyId = :old
                """, arguments)
        case .visitor:
            changed = try connection.run(
                """
                UPDATE visitor SET ownerKeyId = :new
                WHERE tenantId = :tenantId AND visitorId = :personId AND ownerKeyId = :old
                """, arguments)
        }
        guard changed == 1 else { throw .absent }
    }

    /// Makes another key the one that the tenant's own content is sealed under from now on.
    ///
    /// - Throws: ``StoreError/absent`` if the key is another meanwhile.
    package func setContentKey(from old: KeyID, to new: KeyID) throws(StoreError) {
        let changed = try connection.run(
            "UPDATE tenant SET contentKeyId = :new WHERE tenantId = :tenantId AND contentKeyId = :old",
            bound(["old": SQLValue(old), "new": SQLValue(new)]))
        guard changed == 1 else { throw .absent }
    }
}
