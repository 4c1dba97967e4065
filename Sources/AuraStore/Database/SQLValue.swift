import AuraCore

/// One value of a row or of a statement's arguments, whatever the engine.
enum SQLValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])
}

extension SQLValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByNilLiteral {
    init(stringLiteral value: String) { self = .text(value) }
    init(integerLiteral value: Int64) { self = .integer(value) }
    init(nilLiteral: ()) { self = .null }

    init(_ number: Int) { self = .integer(Int64(number)) }
    init(_ number: Int64) { self = .integer(number) }
    init(_ number: Double) { self = .real(number) }
    init(_ text: String?) { self = text.map(SQLValue.text) ?? .null }
    init(_ bytes: [UInt8]?) { self = bytes.map(SQLValue.blob) ?? .null }
    init(_ number: Int?) { self = number.map { .integer(Int64($0)) } ?? .null }
    init(_ moment: Timestamp?) { self = moment.map { .integer($0.milliseconds) } ?? .null }
    init(_ value: SealedValue?) { self = value.map { .blob($0.bytes) } ?? .null }
    init<Kind>(_ id: Identifier<Kind>?) { self = id.map { .text($0.rawValue) } ?? .null }
    init(_ id: PersonID?) { self = id.map { .text($0.rawValue) } ?? .null }
    init(_ key: KeyID) { self = .text(key.description) }
    init(_ name: ObjectName) { self = .text(name.rawValue) }
    init(_ period: KeyPeriod) { self = .integer(Int64(period.number)) }
    init(_ value: some RawRepresentable<String>) { self = .text(value.rawValue) }
}
