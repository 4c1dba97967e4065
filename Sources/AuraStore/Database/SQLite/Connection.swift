import AuraCore
import Foundation
import GRDB

/// One connection inside a transaction: what all SQL of this module is written against.
struct Connection {
    let database: GRDB.Database
    let file: String

    /// Runs one statement and returns how many rows it changed.
    @discardableResult
    func run(_ sql: String, _ arguments: [String: SQLValue] = [:]) throws(StoreError) -> Int {
        do {
            let statement = try database.cachedStatement(sql: sql)
            try statement.execute(arguments: StatementArguments(arguments.mapValues(\.databaseValue)))
            return database.changesCount
        } catch {
            throw StoreError.fromSQLite(error, file: file)
        }
    }

    /// Every row of the answer; the statement bounds how many there are.
    func rows(_ sql: String, _ arguments: [String: SQLValue] = [:]) throws(StoreError) -> [Row] {
        var rows: [Row] = []
        try forEach(sql, arguments) { row throws(StoreError) in
            rows.append(row)
            return true
        }
        return rows
    }

    /// The first row of the answer, if there is one.
    func row(_ sql: String, _ arguments: [String: SQLValue] = [:]) throws(StoreError) -> Row? {
        var first: Row?
        try forEach(sql, arguments) { row throws(StoreError) in
            first = row
            return false
        }
        return first
    }

    /// Hands over each row in turn, so that an answer of any length needs little memory, until `body` says that it
    /// has seen enough.
    func forEach(
        _ sql: String, _ arguments: [String: SQLValue] = [:], _ body: (Row) throws(StoreError) -> Bool
    ) throws(StoreError) {
        do {
            let statement = try database.cachedStatement(sql: sql)
            let names = statement.columnNames
            let cursor = try GRDB.Row.fetchCursor(
                statement, arguments: StatementArguments(arguments.mapValues(\.databaseValue)))
            while let row = try cursor.next(),
                try body(Row(columns: names, values: row.databaseValues.map(SQLValue.init), file: file))
            {}
        } catch {
            throw StoreError.fromSQLite(error, file: file)
        }
    }

    /// The number in the first column of the first row.
    func count(_ sql: String, _ arguments: [String: SQLValue] = [:]) throws(StoreError) -> Int {
        guard case .integer(let number)? = try row(sql, arguments)?.values.first else { throw .failed(code: 0) }
        return Int(number)
    }
}

extension SQLValue {
    init(_ value: DatabaseValue) {
        switch value.storage {
        case .null: self = .null
        case .int64(let number): self = .integer(number)
        case .double(let number): self = .real(number)
        case .string(let text): self = .text(text)
        case .blob(let data): self = .blob(Array(data))
        }
    }

    var databaseValue: DatabaseValue {
        switch self {
        case .null: .null
        case .integer(let number): number.databaseValue
        case .real(let number): number.databaseValue
        case .text(let text): text.databaseValue
        case .blob(let bytes): Data(bytes).databaseValue
        }
    }
}
