/// Padding that hides the length of a short value (E7): `P ‖ 80 ‖ 00…` up to the smallest bucket that it fits in.
enum BucketPadding {
    static let buckets = [64, 256, 1_024, 4_096]
    private static let marker: UInt8 = 0x80
    /// The marker and the most zeros that may follow it.
    private static let trailer: [UInt8] = [marker] + [UInt8](repeating: 0, count: 4_095)

    /// The bucket for `count` bytes.
    ///
    /// - Throws: `valueTooLong` for more than 4 095 bytes.
    static func bucket(for count: Int) throws(VaultError) -> Int {
        guard let bucket = buckets.first(where: { $0 > count }) else { throw VaultError(.valueTooLong) }
        return bucket
    }

    /// Lends the `count` bytes that go behind the plaintext; none for 0.
    static func withTrailer<R>(
        _ count: Int, _ body: (UnsafeRawBufferPointer) throws(VaultError) -> R
    ) throws(VaultError) -> R {
        try trailer.span.withUnsafeBytes { (bytes) throws(VaultError) in try body(bytes.part(0..<count)) }
    }

    /// The length of the plaintext within a padded one.
    ///
    /// - Throws: `authenticationFailed` if the length is no bucket, the marker is missing, or a smaller bucket
    ///   would have done.
    static func plaintextCount(in padded: UnsafeRawBufferPointer) throws(VaultError) -> Int {
        guard buckets.contains(padded.count), let place = padded.lastIndex(where: { $0 != 0 }),
            padded[place] == marker, try bucket(for: place) == padded.count
        else { throw VaultError(.authenticationFailed) }
        return place
    }
}
