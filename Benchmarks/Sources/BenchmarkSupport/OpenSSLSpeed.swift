import Foundation

/// What OpenSSL's own benchmark does on this machine in the same minute, so that a ratio to it is of one run.
public struct OpenSSLSpeed: Sendable {
    /// One of its measurements; the flags choose it.
    public enum Algorithm: Sendable {
        case encryption, decryption, authentication

        fileprivate var flags: [String] {
            switch self {
            case .encryption: ["-evp", "aes-256-cbc"]
            case .decryption: ["-decrypt", "-evp", "aes-256-cbc"]
            case .authentication: ["-hmac", "sha512"]
            }
        }
    }

    public struct Failed: Error {}

    let bytes: Int
    let threads: Int
    let seconds: Int

    public init(bytes: Int, threads: Int, seconds: Int) {
        (self.bytes, self.threads, self.seconds) = (bytes, threads, seconds)
    }

    /// Bytes a second of a cipher and HMAC-SHA-512 one after the other over the same bytes: what a seal cannot beat.
    public func inSequence(_ cipher: Algorithm) throws -> Double {
        1 / (1 / (try measure(cipher)) + 1 / (try measure(.authentication)))
    }

    /// The command that is run.
    public func command(_ algorithm: Algorithm) -> String {
        "openssl " + arguments(algorithm).joined(separator: " ")
    }

    /// Bytes a second; with several threads, of all together (they are processes there).
    private func measure(_ algorithm: Algorithm) throws -> Double {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/openssl")
        process.arguments = arguments(algorithm)
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        // It stops by an alarm, which a thread of a task would have it born deaf to.
        var alarm = sigset_t()
        sigemptyset(&alarm)
        sigaddset(&alarm, SIGALRM)
        pthread_sigmask(SIG_UNBLOCK, &alarm, nil)
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        // The last line that begins so is the sum.
        let line = text.split(separator: "\n").last { $0.hasPrefix("+F:") }
        guard let rate = line?.split(separator: ":").last.flatMap({ Double($0) }), rate > 0 else { throw Failed() }
        return rate
    }

    private func arguments(_ algorithm: Algorithm) -> [String] {
        ["speed", "-mr", "-elapsed", "-seconds", "\(seconds)", "-bytes", "\(bytes)"]
            + (threads > 1 ? ["-multi", "\(threads)"] : []) + algorithm.flags
    }
}
