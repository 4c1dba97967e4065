/// A kind of thing that has identifiers of its own: the prefix tells them apart (`ten_`, `msg_`, …).
public protocol Identified {
    static var idPrefix: String { get }
}

/// A time-ordered identifier: the kind's prefix, `_`, and a ULID (48 bits of milliseconds, 80 random bits,
/// Crockford's base 32). It names nobody and tells nothing but when the thing was made.
public struct Identifier<Kind: Identified>: Hashable, Sendable {
    public let rawValue: String

    /// Makes a new identifier for a thing that comes into being at `moment`.
    public static func make(at moment: Timestamp) -> Identifier {
        var generator = SystemRandomNumberGenerator()
        let high = UInt16.random(in: .min ... .max, using: &generator)
        let low = UInt64.random(in: .min ... .max, using: &generator)
        return Identifier(at: moment, high: high, low: low)
    }

    /// Makes the identifier whose 80 lower bits are given: for identifiers that are derived, not drawn.
    package init(at moment: Timestamp, high: UInt16, low: UInt64) {
        let time = UInt64(clamping: moment.milliseconds) & 0xFFFF_FFFF_FFFF
        rawValue = Kind.idPrefix + "_" + CrockfordBase32.encode(high: time << 16 | UInt64(high), low: low)
    }

    /// The 48-bit time part.
    package var moment: Timestamp {
        let (high, _) = CrockfordBase32.decode(rawValue.dropFirst(Kind.idPrefix.count + 1)) ?? (0, 0)
        return Timestamp(milliseconds: Int64(high >> 16))
    }
}

extension Identifier: CustomStringConvertible, LosslessStringConvertible {
    /// Reads an identifier of this kind; another prefix, another length or a letter outside the alphabet gives nothing.
    public init?(_ text: String) {
        let prefix = Kind.idPrefix + "_"
        guard text.utf8.count == prefix.utf8.count + 26, text.hasPrefix(prefix),
            CrockfordBase32.decode(text.dropFirst(prefix.count)) != nil
        else { return nil }
        rawValue = text
    }

    public var description: String { rawValue }
}

extension Identifier: Comparable {
    public static func < (left: Identifier, right: Identifier) -> Bool {
        left.rawValue < right.rawValue
    }
}

extension Identifier: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = Identifier(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "not a \(Kind.idPrefix)_ identifier")
        }
        self = value
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}
