/// The clear name of a tenant or a bot: `[a-z][a-z0-9-]{0,62}`.
public struct ObjectName: Hashable, Sendable {
    public let rawValue: String
}

extension ObjectName: CustomStringConvertible, LosslessStringConvertible {
    /// Reads a name; one that is empty, too long or has another character gives nothing.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, bytes.count <= 63, (0x61...0x7A).contains(first),
            bytes.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D })
        else { return nil }
        rawValue = text
    }

    public var description: String { rawValue }
}

extension ObjectName: Comparable {
    public static func < (left: ObjectName, right: ObjectName) -> Bool {
        left.rawValue < right.rawValue
    }
}
