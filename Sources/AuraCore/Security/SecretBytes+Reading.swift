import Glibc

extension SecretBytes {
    /// Why a secret could not be read; nothing of what was read is in it.
    public enum ReadingError: Error, Hashable {
        case tooLong(limit: Int)
        case failed(errno: Int32)
    }

    /// Reads a file descriptor to its end, straight into a wiped buffer.
    ///
    /// - Parameters:
    ///   - descriptor: An open file descriptor (0 is standard input). It stays open.
    ///   - limit: The most bytes accepted.
    ///   - cutsNewline: Whether one trailing LF or CR LF goes.
    public convenience init(
        readingFrom descriptor: Int32, limit: Int, cutsNewline: Bool = false
    ) throws(ReadingError) {
        try self.init(capacity: limit + 1) { (buffer) throws(ReadingError) in
            var filled = 0
            while filled < buffer.count {
                let got = read(descriptor, buffer.baseAddress?.advanced(by: filled), buffer.count - filled)
                if got < 0 && errno == EINTR { continue }
                guard got >= 0 else { throw .failed(errno: errno) }
                if got == 0 { break }
                filled += got
            }
            guard filled <= limit else { throw .tooLong(limit: limit) }
            if cutsNewline, filled > 0, buffer[filled - 1] == 0x0A {
                filled -= 1
                if filled > 0, buffer[filled - 1] == 0x0D { filled -= 1 }
            }
            return filled
        }
    }
}
