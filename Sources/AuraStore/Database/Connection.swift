import AuraCore

/// One connection inside a transaction: what all SQL of this module is written against.
struct Connection {
    let session: any Session
    let file: String

    /// Runs one statement and returns how many rows it changed.
    @discardableResult
    func run(_ sql: String, _ arguments: [String: SQLValue] = [:]) throws(StoreError) -> Int {
        try session.run(sql, arguments)
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
        try session.forEach(sql, arguments, body)
    }

    /// The number in the first column of the first row.
    func count(_ sql: String, _ arguments: [String: SQLValue] = [:]) throws(StoreError) -> Int {
        guard case .integer(let number)? = try row(sql, arguments)?.values.first else { throw .failed(code: 0) }
        return Int(number)
    }
}
