import AuraCore

/// One row of an answer: values by column name, read as the types AURA uses. What does not read as its type was not
/// written by AURA, and the file counts as damaged.
struct Row: Hashable, Sendable {
    let columns: [String]
    let values: [SQLValue]
    /// The file that is called damaged when a value is not of its type.
    let file: String

    /// The value of a column; one that the statement does not name is a mistake in AURA.
    func value(_ column: String) throws(StoreError) -> SQLValue {
        // PostgreSQL folds names to small letters.
        guard let place = columns.firstIndex(of: column) ?? columns.firstIndex(of: column.lowercased())
        else { throw .failed(code: 0) }
        return values[place]
    }

    func integer(_ column: String) throws(StoreError) -> Int64 {
        guard case .integer(let number) = try value(column) else { throw damaged }
        return number
    }

    func int(_ column: String) throws(StoreError) -> Int {
        Int(try integer(column))
    }

    /// The number after this one; a row that holds the last number there is was not written by AURA.
    func next(after column: String) throws(StoreError) -> Int {
        let (next, overflow) = try int(column).addingReportingOverflow(1)
        guard !overflow else { throw damaged }
        return next
    }

    func optionalInt(_ column: String) throws(StoreError) -> Int? {
        try value(column) == .null ? nil : try int(column)
    }

    func double(_ column: String) throws(StoreError) -> Double {
        guard case .real(let number) = try value(column) else { throw damaged }
        return number
    }

    func text(_ column: String) throws(StoreError) -> String {
        guard case .text(let text) = try value(column) else { throw damaged }
        return text
    }

    func optionalText(_ column: String) throws(StoreError) -> String? {
        try value(column) == .null ? nil : try text(column)
    }

    func bytes(_ column: String) throws(StoreError) -> [UInt8] {
        guard case .blob(let bytes) = try value(column) else { throw damaged }
        return bytes
    }

    func sealed(_ column: String) throws(StoreError) -> SealedValue {
        SealedValue(bytes: try bytes(column))
    }

    func optionalSealed(_ column: String) throws(StoreError) -> SealedValue? {
        try value(column) == .null ? nil : try sealed(column)
    }

    func time(_ column: String) throws(StoreError) -> Timestamp {
        Timestamp(milliseconds: try integer(column))
    }

    func optionalTime(_ column: String) throws(StoreError) -> Timestamp? {
        try value(column) == .null ? nil : try time(column)
    }

    /// A value with a text form of its own: an identifier, a key id, a name.
    func read<Value: LosslessStringConvertible>(_ column: String) throws(StoreError) -> Value {
        guard let value = Value(try text(column)) else { throw damaged }
        return value
    }

    func readOptional<Value: LosslessStringConvertible>(_ column: String) throws(StoreError) -> Value? {
        if try value(column) == .null { return nil }
        let value: Value = try read(column)
        return value
    }

    /// A word of a closed list.
    func word<Value: RawRepresentable<String>>(_ column: String) throws(StoreError) -> Value {
        guard let value = Value(rawValue: try text(column)) else { throw damaged }
        return value
    }

    func period(_ column: String) throws(StoreError) -> KeyPeriod {
        guard let number = UInt32(exactly: try integer(column)) else { throw damaged }
        return KeyPeriod(number: number)
    }

    func range(_ start: String, _ end: String) throws(StoreError) -> Range<Int> {
        let (lower, upper) = (try int(start), try int(end))
        guard lower <= upper else { throw damaged }
        return lower..<upper
    }

    func json(_ column: String) throws(StoreError) -> JSONValue {
        do {
            return try JSONValue(parsing: Array(try text(column).utf8), maximumDepth: Limits.jsonDepth)
        } catch let error as StoreError {
            throw error
        } catch {
            throw damaged
        }
    }

    var damaged: StoreError { .corrupt(file: file) }
}
