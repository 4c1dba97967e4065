import Glibc

/// Bytes that must not be seen: a key, a passphrase, an opened plaintext.
///
/// One buffer, which copies of the reference share: locked in memory where the system allows it, wiped when the
/// last reference goes. Not `Codable`, not `Equatable`, prints `[redacted]` (clauses 3.3 and 3.4; best effort:
/// what a library copies while it works is beyond this type).
public final class SecretBytes: Sendable {
    // The address is kept as a number: the buffer never changes after `init`, so sharing it is safe.
    private let address: UInt
    private let capacity: Int
    public let count: Int

    /// Makes a secret of at most `capacity` bytes, filled in by `fill`, which returns how many it wrote
    /// (0 to `capacity`).
    public init<E: Error>(
        capacity: Int, filledBy fill: (UnsafeMutableRawBufferPointer) throws(E) -> Int
    ) throws(E) {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: max(capacity, 1), alignment: 16)
        _ = buffer.initializeMemory(as: UInt8.self, repeating: 0)
        mlock(buffer.baseAddress, buffer.count)
        address = UInt(bitPattern: buffer.baseAddress)
        self.capacity = buffer.count
        do {
            count = try fill(UnsafeMutableRawBufferPointer(rebasing: buffer[0..<capacity]))
        } catch {
            SecretBytes.wipe(buffer)
            throw error
        }
        precondition((0...capacity).contains(count), "a secret was filled beyond its buffer")
    }

    /// Copies bytes in; the caller's own copy is the caller's to wipe.
    public convenience init(copying bytes: some Collection<UInt8>) {
        self.init(capacity: bytes.count) { buffer in
            buffer.copyBytes(from: bytes)
            return bytes.count
        }
    }

    deinit {
        SecretBytes.wipe(
            UnsafeMutableRawBufferPointer(start: UnsafeMutableRawPointer(bitPattern: address), count: capacity))
    }

    /// Lends the bytes for the length of the call.
    public func withUnsafeBytes<R, E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> R) throws(E) -> R {
        try body(UnsafeRawBufferPointer(start: UnsafeRawPointer(bitPattern: address), count: count))
    }

    private static func wipe(_ buffer: UnsafeMutableRawBufferPointer) {
        guard let address = buffer.baseAddress else { return }
        explicit_bzero(address, buffer.count)
        munlock(address, buffer.count)
        buffer.deallocate()
    }
}

extension SecretBytes: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "[redacted]" }
    public var debugDescription: String { "[redacted]" }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
