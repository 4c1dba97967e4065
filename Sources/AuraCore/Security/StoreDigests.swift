/// The hashes that the store needs inside its transactions, given to it when it opens.
public struct StoreDigests: Sendable {
    /// SHA-256, 32 bytes.
    public let sha256: @Sendable ([UInt8]) -> [UInt8]

    public init(sha256: @escaping @Sendable ([UInt8]) -> [UInt8]) {
        self.sha256 = sha256
    }
}
