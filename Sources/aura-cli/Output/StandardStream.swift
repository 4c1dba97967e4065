import Glibc

/// Standard output and standard error, written without buffers.
enum StandardStream: Int32, Sendable {
    case output = 1
    case error = 2

    /// What became of what was written.
    enum Outcome: Sendable {
        case written
        /// The reader has gone: no failure (it had enough).
        case closedByReader
        case failed
    }

    var isTerminal: Bool { isatty(rawValue) == 1 }

    /// The columns of this terminal: `COLUMNS`, else what the terminal says, else 80.
    func width(_ environment: Environment) -> Int {
        if let columns = environment["COLUMNS"].flatMap({ Int($0) }), columns > 0 { return min(columns, 1_000) }
        var size = winsize()
        guard ioctl(rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    @discardableResult
    func write(_ text: String) -> Outcome {
        write(Array(text.utf8))
    }

    @discardableResult
    func write(_ bytes: [UInt8]) -> Outcome {
        switch writeAll(bytes, to: rawValue) {
        case 0: .written
        case EPIPE: .closedByReader
        default: .failed
        }
    }
}

/// Writes all bytes to a descriptor; returns 0 or the error number.
func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    bytes.withUnsafeBytes { buffer in
        var written = 0
        while written < buffer.count {
            let count = Glibc.write(descriptor, buffer.baseAddress?.advanced(by: written), buffer.count - written)
            if count < 0 {
                if errno == EINTR { continue }
                if errno == EAGAIN {
                    var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                    _ = poll(&wait, 1, -1)
                    continue
                }
                return errno
            }
            written += count
        }
        return 0
    }
}
