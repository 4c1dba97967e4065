import AuraCore

/// One field of a kind: its declaration and how it is read from the value, together.
///
/// The reader's type fixes the field's JSON type, so a report cannot disagree with its schema. A reader that
/// returns an optional makes the field nullable.
struct Field<Value>: Sendable {
    private(set) var declaration: FieldDeclaration
    let json: @Sendable (Value) -> JSONValue

    private init(_ declaration: FieldDeclaration, _ json: @escaping @Sendable (Value) -> JSONValue) {
        self.declaration = declaration
        self.json = json
    }

    private static func required<T>(
        _ name: String, _ type: FieldType, _ read: @escaping @Sendable (Value) -> T,
        _ wrap: @escaping @Sendable (T) -> JSONValue
    ) -> Field {
        Field(FieldDeclaration(name, type)) { wrap(read($0)) }
    }

    private static func nullable<T>(
        _ name: String, _ type: FieldType, _ read: @escaping @Sendable (Value) -> T?,
        _ wrap: @escaping @Sendable (T) -> JSONValue
    ) -> Field {
        Field(FieldDeclaration(name, type, isNullable: true)) { read($0).map(wrap) ?? .null }
    }

    /// The same field under another heading in tables.
    func titled(_ title: String) -> Field {
        var field = self
        field.declaration.title = title
        return field
    }
}

extension Field {
    typealias Reader<T> = @Sendable (Value) -> T

    /// Text that somebody typed or a model wrote.
    static func text(_ name: String, _ read: @escaping Reader<String>) -> Field {
        required(name, .text, read) { .string($0) }
    }
    static func text(_ name: String, _ read: @escaping Reader<String?>) -> Field {
        nullable(name, .text, read) { .string($0) }
    }

    /// A name or id that AURA made or checked.
    static func identifier<T: CustomStringConvertible & Sendable>(_ name: String, _ read: @escaping Reader<T>) -> Field
    {
        required(name, .identifier, read) { .string($0.description) }
    }
    static func identifier<T: CustomStringConvertible & Sendable>(_ name: String, _ read: @escaping Reader<T?>) -> Field
    {
        nullable(name, .identifier, read) { .string($0.description) }
    }

    /// A word of the closed list that the type declares.
    static func choice<T: RawRepresentable<String> & CaseIterable & Sendable>(
        _ name: String, _ read: @escaping Reader<T>
    ) -> Field {
        required(name, .choice(T.allCases.map(\.rawValue)), read) { .string($0.rawValue) }
    }
    static func choice<T: RawRepresentable<String> & CaseIterable & Sendable>(
        _ name: String, _ read: @escaping Reader<T?>
    ) -> Field {
        nullable(name, .choice(T.allCases.map(\.rawValue)), read) { .string($0.rawValue) }
    }

    static func integer<T: BinaryInteger & Sendable>(_ name: String, _ read: @escaping Reader<T>) -> Field {
        required(name, .integer, read) { .integer(Int64(clamping: $0)) }
    }
    static func integer<T: BinaryInteger & Sendable>(_ name: String, _ read: @escaping Reader<T?>) -> Field {
        nullable(name, .integer, read) { .integer(Int64(clamping: $0)) }
    }

    /// A number of bytes; tables show it in KiB and MiB.
    static func size<T: BinaryInteger & Sendable>(_ name: String, _ read: @escaping Reader<T>) -> Field {
        required(name, .size, read) { .integer(Int64(clamping: $0)) }
    }
    static func size<T: BinaryInteger & Sendable>(_ name: String, _ read: @escaping Reader<T?>) -> Field {
        nullable(name, .size, read) { .integer(Int64(clamping: $0)) }
    }

    static func flag(_ name: String, _ read: @escaping Reader<Bool>) -> Field {
        required(name, .flag, read) { .bool($0) }
    }
    static func flag(_ name: String, _ read: @escaping Reader<Bool?>) -> Field {
        nullable(name, .flag, read) { .bool($0) }
    }

    static func time(_ name: String, _ read: @escaping Reader<Timestamp>) -> Field {
        required(name, .time, read) { .string($0.description) }
    }
    static func time(_ name: String, _ read: @escaping Reader<Timestamp?>) -> Field {
        nullable(name, .time, read) { .string($0.description) }
    }

    static func date(_ name: String, _ read: @escaping Reader<CivilDate>) -> Field {
        required(name, .date, read) { .string($0.description) }
    }
    static func date(_ name: String, _ read: @escaping Reader<CivilDate?>) -> Field {
        nullable(name, .date, read) { .string($0.description) }
    }

    static func duration(_ name: String, _ read: @escaping Reader<CalendarDuration>) -> Field {
        required(name, .duration, read) { .string($0.description) }
    }
    static func duration(_ name: String, _ read: @escaping Reader<CalendarDuration?>) -> Field {
        nullable(name, .duration, read) { .string($0.description) }
    }

    /// JSON of any form.
    static func json(_ name: String, _ read: @escaping Reader<JSONValue>) -> Field {
        required(name, .json, read) { $0 }
    }

    /// A list of texts or of identifiers.
    static func texts(_ name: String, _ read: @escaping Reader<[String]>) -> Field {
        required(name, .list(.text), read) { .array($0.map(JSONValue.string)) }
    }
    static func identifiers<T: CustomStringConvertible & Sendable>(_ name: String, _ read: @escaping Reader<[T]>)
        -> Field
    {
        required(name, .list(.identifier), read) { .array($0.map { .string($0.description) }) }
    }

    /// An object with fields of its own.
    static func object<T>(_ name: String, _ fields: [Field<T>], _ read: @escaping Reader<T>) -> Field {
        required(name, .object(fields.map(\.declaration)), read) { .object(fields.members(of: $0)) }
    }
    static func object<T>(_ name: String, _ fields: [Field<T>], _ read: @escaping Reader<T?>) -> Field {
        nullable(name, .object(fields.map(\.declaration)), read) { .object(fields.members(of: $0)) }
    }

    /// A list of objects. The list named `items` is what CSV, NDJSON, `name` and tables go through.
    static func list<T>(_ name: String, _ fields: [Field<T>], _ read: @escaping Reader<[T]>) -> Field {
        required(name, .list(.object(fields.map(\.declaration))), read) {
            .array($0.map { .object(fields.members(of: $0)) })
        }
    }
}

extension Array {
    /// The members that these fields read from a value, in the order of the fields.
    func members<Value>(of value: Value) -> [JSONMember] where Element == Field<Value> {
        map { JSONMember($0.declaration.name, $0.json(value)) }
    }
}
