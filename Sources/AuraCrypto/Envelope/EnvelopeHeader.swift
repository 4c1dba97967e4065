package import AuraCore

/// The first 46 bytes of an `AUR1` envelope, apart from the IV (VAULT.md §1).
package struct EnvelopeHeader: Hashable, Sendable {
    /// Flag bit 0: the plaintext was padded to a bucket before it was encrypted (E7).
    package let isPadded: Bool
    /// The id of the key that owns the value; for a wrapped key the wrapping key's.
    package let ownerKey: KeyID
    /// The week whose period key takes part; none if there is no such key.
    package let period: KeyPeriod

    /// Makes the header of a value that is to be sealed.
    package init(isPadded: Bool, ownerKey: KeyID, period: KeyPeriod) {
        self.isPadded = isPadded
        self.ownerKey = ownerKey
        self.period = period
    }
}

extension EnvelopeHeader {
    /// The bytes that are authenticated as the beginning of A.
    static let boundCount = 26
    static let ivRange = 26..<42
    static let lengthPlace = 42
    static let count = 46
    /// Bytes of the tag T.
    static let tagCount = 32
    /// All that an envelope adds to its ciphertext.
    static let overhead = count + tagCount
    /// The longest E that is read: 2²⁶ bytes.
    static let ciphertextLimit = 1 << 26

    private static let magic: UInt32 = 0x4155_5231
    private static let suite: UInt8 = 1
    private static let paddedFlag: UInt8 = 1

    /// Reads a header and the length n of its ciphertext.
    ///
    /// - Throws: `authenticationFailed` for anything that is not exactly a header; the rest of the envelope is not
    ///   looked at.
    static func read(
        _ bytes: UnsafeRawBufferPointer
    ) throws(VaultError) -> (header: EnvelopeHeader, ciphertextCount: Int) {
        guard bytes.count >= count, bytes.number(at: 0) == magic, bytes[4] == suite, bytes[5] & ~paddedFlag == 0 else {
            throw VaultError(.authenticationFailed)
        }
        let length = Int(bytes.number(at: lengthPlace) as UInt32)
        guard length >= BlockCipher.blockCount, length.isMultiple(of: BlockCipher.blockCount),
            length <= ciphertextLimit
        else { throw VaultError(.authenticationFailed) }
        let header = EnvelopeHeader(
            isPadded: bytes[5] == paddedFlag, ownerKey: KeyID(high: bytes.number(at: 6), low: bytes.number(at: 14)),
            period: KeyPeriod(number: bytes.number(at: 22)))
        return (header, length)
    }

    /// Writes the header, but not the IV, to the beginning of an envelope.
    func write(to bytes: UnsafeMutableRawBufferPointer, ciphertextCount: UInt32) {
        writeBound(to: bytes)
        bytes.storeBytes(of: ciphertextCount.bigEndian, toByteOffset: EnvelopeHeader.lengthPlace, as: UInt32.self)
    }

    /// Writes the first 26 bytes.
    func writeBound(to bytes: UnsafeMutableRawBufferPointer) {
        bytes.storeBytes(of: EnvelopeHeader.magic.bigEndian, toByteOffset: 0, as: UInt32.self)
        bytes[4] = EnvelopeHeader.suite
        bytes[5] = isPadded ? EnvelopeHeader.paddedFlag : 0
        bytes.storeBytes(of: ownerKey.high.bigEndian, toByteOffset: 6, as: UInt64.self)
        bytes.storeBytes(of: ownerKey.low.bigEndian, toByteOffset: 14, as: UInt64.self)
        bytes.storeBytes(of: period.number.bigEndian, toByteOffset: 22, as: UInt32.self)
    }
}

extension UnsafeRawBufferPointer {
    /// The big-endian number at a place that lies within the buffer.
    fileprivate func number<Number: FixedWidthInteger & BitwiseCopyable>(at place: Int) -> Number {
        Number(bigEndian: loadUnaligned(fromByteOffset: place, as: Number.self))
    }
}
