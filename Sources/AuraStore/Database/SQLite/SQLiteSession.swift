import AuraCore
import Foundation
import GRDB

/// A transaction of one SQLite connection.
struct SQLiteSession: Session {
    let database: GRDB.Database
    let file: String

    func run(_ sql: String, _ arguments: [String: SQLValue]) throws(StoreError) -> Int {
        do {
            let statement = try database.cachedStatement(sql: sql)
            try statement.execute(arguments: StatementArguments(arguments.mapValues(\.databaseValue)))
            return database.changesCount
        } catch {
            throw StoreError.fromSQLite(error, file: file)
        }
    }

    func define(_ statements: [String], owners: [String: String]) throws(StoreError) {
        for statement in statements { _ = try run(statement, [:]) }
    }

    func forEach(
        _ sql: String, _ arguments: [String: SQLValue], _ body: (Row) throws(StoreError) -> Bool
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
}

extension Connection {
    init(database: GRDB.Database, file: String) {
        self.init(session: SQLiteSession(database: database, file: file), file: file)
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
