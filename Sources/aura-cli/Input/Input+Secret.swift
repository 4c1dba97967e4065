import AuraCore
import Glibc

extension Input {
    /// Reads a secret: from `--key-file`, from a pipe to its end, or from a hidden prompt; else exit 64. It never
    /// comes from an argument or from the environment.
    ///
    /// - Parameters:
    ///   - prompt: What a terminal is asked, such as `Key for openai`.
    ///   - file: A file that nobody else may read.
    /// - Returns: At most 64 KiB; one trailing line feed is cut.
    func secret(prompt: String, file: String? = nil) throws(CommandError) -> SecretBytes {
        if let file {
            let descriptor = try Input.open(file)
            defer { close(descriptor) }
            try requirePrivate(descriptor, path: file)
            return try secret(from: descriptor)
        }
        switch source {
        case .data: return try secret(from: 0)
        case .terminal where canAsk: return try hidden(prompt)
        default:
            throw CommandError(
                .inputNeeded, "a secret is needed, and nothing comes from standard input",
                hint: "pipe it in, or name a file with --key-file")
        }
    }

    /// The passphrase of the root key: asked on the terminal, else systemd's credential, else exit 64.
    func passphrase(prompt: String = "Passphrase", repeated: Bool = false) throws(CommandError) -> SecretBytes {
        let terminal = mayAsk ? Glibc.open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY) : -1
        if terminal >= 0 {
            defer { close(terminal) }
            let first = try hidden(prompt, on: terminal)
            guard repeated else { return first }
            let second = try hidden("The same again", on: terminal)
            guard Input.isSame(first, second) else { throw CommandError(.usage, "the two passphrases differ") }
            return first
        }
        if let folder = environment["CREDENTIALS_DIRECTORY"] {
            let descriptor = try Input.open(folder + "/aura-root-passphrase")
            defer { close(descriptor) }
            return try secret(from: descriptor)
        }
        throw CommandError(
            .inputNeeded, "the passphrase cannot be asked for here",
            hint: "run on a terminal, or give systemd the credential aura-root-passphrase")
    }

    /// Asks on the terminal without showing what is typed.
    private func hidden(_ prompt: String, on terminal: Int32 = 0) throws(CommandError) -> SecretBytes {
        let question = "\(prompt) (hidden): "
        let secret: Result<SecretBytes, CommandError> = interruption.withoutEcho(on: terminal) {
            // Only now: what is typed before the echo is off would be shown, and then thrown away.
            if terminal == 0 {
                StandardStream.error.write(question)
            } else {
                _ = writeAll(Array(question.utf8), to: terminal)
            }
            do throws(CommandError) {
                return .success(try line(from: terminal))
            } catch {
                return .failure(error)
            }
        }
        if terminal == 0 { StandardStream.error.write("\n") } else { _ = writeAll([0x0A], to: terminal) }
        return try secret.get()
    }

    /// One line, straight into a buffer that is wiped. In canonical mode a terminal hands out whole lines.
    private func line(from terminal: Int32) throws(CommandError) -> SecretBytes {
        do {
            return try SecretBytes(capacity: 4_096) { (buffer) throws(SecretBytes.ReadingError) in
                while true {
                    let count = interruption.whileWaiting { read(terminal, buffer.baseAddress, buffer.count) }
                    if count < 0, errno == EINTR { continue }
                    guard count >= 0 else { throw .failed(errno: errno) }
                    return count > 0 && buffer[count - 1] == 0x0A ? count - 1 : count
                }
            }
        } catch {
            throw CommandError(.inputFailed, "the terminal could not be read")
        }
    }

    private func secret(from descriptor: Int32) throws(CommandError) -> SecretBytes {
        do {
            return try interruption.whileWaiting { () throws(SecretBytes.ReadingError) in
                try SecretBytes(readingFrom: descriptor, limit: Limits.secretInputBytes, cutsNewline: true)
            }
        } catch .tooLong(let limit) {
            throw CommandError(.inputTooLong, "the secret is longer than \(limit) bytes")
        } catch {
            throw CommandError(.inputFailed, "the secret could not be read")
        }
    }

    /// Nobody but its owner may read a key file; below systemd's credentials its group may too (0440).
    private func requirePrivate(_ descriptor: Int32, path: String) throws(CommandError) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw CommandError(.inputFailed, "the key file could not be read")
        }
        let isCredential = environment["CREDENTIALS_DIRECTORY"].map { path.hasPrefix($0 + "/") } ?? false
        let forbidden: mode_t = isCredential ? 0o037 : 0o077
        guard status.st_mode & forbidden == 0 else {
            throw CommandError(
                .fileTooOpen, "others may read the key file \(TerminalText.line(path))", hint: "chmod 600 it")
        }
    }

    private static func isSame(_ first: SecretBytes, _ second: SecretBytes) -> Bool {
        first.withUnsafeBytes { left in
            second.withUnsafeBytes { right in
                left.count == right.count && zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
            }
        }
    }
}
