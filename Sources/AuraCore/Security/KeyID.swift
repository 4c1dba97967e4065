/// The 16 bytes that name a key. It is random (for the root key a fingerprint) and tells nothing of its owner.
public struct KeyID: Hashable, Sendable {
    public let high: UInt64
    public let low: UInt64

    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Makes an identifier of exactly 16 bytes; another length gives nothing.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 16 else { return nil }
        high = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        low = bytes.dropFirst(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    public var bytes: [UInt8] {
        [high, low].flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * $0)) } }
    }
}

extension KeyID: CustomStringConvertible, LosslessStringConvertible {
    /// Reads 32 lower-case hexadecimal digits.
    public init?(_ text: String) {
        guard text.utf8.count == 32, let bytes = Hexadecimal.decode(text) else { return nil }
        self.init(bytes: bytes)
    }

    public var description: String { Hexadecimal.encode(bytes) }
}
