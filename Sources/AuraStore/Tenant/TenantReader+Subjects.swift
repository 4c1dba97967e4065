package import AuraCore

/// One row of a person's, as the data map lets the person see it.
package struct SubjectRecord: Hashable, Sendable {
    /// What a column holds: a clear value, or one that only the person's key opens.
    package enum Value: Hashable, Sendable {
        case clear(JSONValue)
        case sealed(SealedValue)
    }

    /// One column of the row.
    package struct Field: Hashable, Sendable {
        package let column: ColumnRule
        package let value: Value
    }

    package let table: String
    package let dataClass: DataClass
    /// The row's own id: the row of a sealed field's context, and the cursor of the page.
    package let id: String
    package let fields: [Field]
}

extension TenantReader {
    /// Where a person's data is: a count for each table of the data map that leads to a person, zeros included,
    /// and the person's own keys.
    package func inventory(of people: [PersonID]) throws(StoreError) -> SubjectInventory {
        let keys = try ownerKeys(of: people)
        return SubjectInventory(people: people, keys: keys, counts: try subjectCounts(of: people, keys: keys))
    }

    /// Every mapped path asked again. After an erasure the rows that led to the keys are gone, so they are given.
    package func subjectCounts(of people: [PersonID], keys: [KeyID]) throws(StoreError) -> [SubjectCount] {
        var counts: [SubjectCount] = []
        for rule in StoreDataMap.subjectTables {
            guard let statement = SubjectStatement(rule, in: StoreDataMap.current) else { continue }
            var rows = 0
            for arguments in arguments(of: statement, people: people, keys: keys) {
                rows += try connection.count(statement.count, bound(arguments))
            }
            counts.append(SubjectCount(table: rule.name, dataClass: rule.dataClass, rows: rows))
        }
        return counts
    }

    /// A person's rows of one table by id, for an export. A table that leads to no person has none.
    ///
    /// - Parameters:
    ///   - key: The person's own key, which leads to rows that name nobody.
    ///   - last: The last record of the page before.
    package func subjectRecords(
        of person: PersonID, key: KeyID, in table: String, after last: String? = nil, limit: Int
    ) throws(StoreError) -> [SubjectRecord] {
        guard let rule = StoreDataMap.current.table(table),
            let statement = SubjectStatement(rule, in: StoreDataMap.current)
        else { return [] }
        var records: [SubjectRecord] = []
        for arguments in arguments(of: statement, people: [person], keys: [key]) {
            let page = arguments.merging(["last": SQLValue(last ?? ""), "limit": SQLValue(limit)]) { $1 }
            records += try connection.rows(statement.records, bound(page)).map { row throws(StoreError) in
                try Rows.subjectRecord(row, of: rule)
            }
        }
        return records
    }

    /// The owner keys of people who are there.
    func ownerKeys(of people: [PersonID]) throws(StoreError) -> [KeyID] {
        var keys: [KeyID] = []
        for person in people {
            switch person {
            case .member(let id): if let key = try member(id)?.ownerKey { keys.append(key) }
            case .visitor(let id): if let key = try visitor(id)?.ownerKey { keys.append(key) }
            }
        }
        return keys
    }

    func arguments(
        of statement: SubjectStatement, people: [PersonID], keys: [KeyID]
    ) -> [[String: SQLValue]] {
        statement.argument == "personId"
            ? people.map { ["personId": SQLValue($0)] } : keys.map { ["ownerKeyId": SQLValue($0)] }
    }
}

extension Rows {
    static func subjectRecord(_ row: Row, of rule: TableRule) throws(StoreError) -> SubjectRecord {
        var fields: [SubjectRecord.Field] = []
        for column in rule.shownColumns {
            let value: SubjectRecord.Value
            switch try row.value(column.name) {
            case .null: value = .clear(.null)
            case .integer(let number): value = .clear(.integer(number))
            case .text(let text): value = .clear(.string(text))
            case .blob(let bytes) where column.isSealed: value = .sealed(SealedValue(bytes: bytes))
            case .blob(let bytes): value = .clear(.string(Hexadecimal.encode(bytes)))
            case .real: throw row.damaged
            }
            fields.append(SubjectRecord.Field(column: column, value: value))
        }
        return SubjectRecord(
            table: rule.name, dataClass: rule.dataClass, id: try row.text("the id"), fields: fields)
    }
}
