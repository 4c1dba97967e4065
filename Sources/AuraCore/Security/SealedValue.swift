/// The bytes of one sealed value: an `AUR1` envelope, or several when the value is large (VAULT.md §1).
public struct SealedValue: Hashable, Sendable {
    public let bytes: [UInt8]

    public init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The key that the header names (VAULT.md §1, bytes 6 to 21). The header alone is read: it proves nothing.
    public var keyInHeader: KeyID? {
        bytes.count >= 22 ? KeyID(bytes: bytes[6..<22]) : nil
    }
}

/// What a sealed value is bound to. The caller rebuilds it to open the value, so a ciphertext moved to another
/// tenant, table, column, row, class or vendor does not open.
public struct SealContext: Hashable, Sendable {
    /// The strings in the order in which they are bound.
    public let components: [String]

    /// - Parameters:
    ///   - tenant: The tenant's id, or `-` for the installation's own.
    ///   - origin: For an LLM key alone, the vendor's exact HTTPS origin.
    public init(
        tenant: String, table: String, column: String, row: String, dataClass: DataClass, origin: String? = nil
    ) {
        components = [tenant, table, column, row, dataClass.rawValue] + (origin.map { [$0] } ?? [])
    }

    /// For key wraps and vectors, whose components are others.
    public init(components: [String]) {
        self.components = components
    }
}
