import AuraCore
import Glibc

/// What a command may read: files, standard input, and, on a terminal that may be asked, a person's answers.
struct Input: Sendable {
    let environment: Environment
    /// `--no-input`: nobody is asked anything.
    let mayAsk: Bool
    let interruption: Interruption

    /// What standard input is.
    enum Source: Sendable {
        case terminal
        /// A pipe, a socket or a file: it has an end.
        case data
        /// `/dev/null`, closed, or another device.
        case nothing
    }

    var source: Source {
        if isatty(0) == 1 { return .terminal }
        var status = stat()
        guard fstat(0, &status) == 0 else { return .nothing }
        switch status.st_mode & S_IFMT {
        case S_IFIFO, S_IFSOCK, S_IFREG: return .data
        default: return .nothing
        }
    }

    /// Whether somebody can be asked: a terminal for the answer, one for the question, and no `--no-input`.
    var canAsk: Bool { mayAsk && source == .terminal && StandardStream.error.isTerminal }

    /// Standard input to its end, or nothing if it is no pipe and no file.
    func data(limit: Int) throws(CommandError) -> [UInt8]? {
        guard source == .data else { return nil }
        return try read(0, limit: limit, name: "standard input")
    }

    /// A file's bytes, or standard input's for `-`.
    ///
    /// - Throws: `fileNotFound`, `fileNotPermitted`, `fileUnsuitable` for a folder or a device, `inputTooLong`.
    func contents(of path: String, limit: Int) throws(CommandError) -> [UInt8] {
        if path == "-" {
            guard let bytes = try data(limit: limit) else {
                throw CommandError(
                    .inputNeeded, "nothing comes from standard input", hint: "pipe it in, or name a file")
            }
            return bytes
        }
        let descriptor = try Input.open(path)
        defer { close(descriptor) }
        return try read(descriptor, limit: limit, name: "the file")
    }

    /// The same as text.
    ///
    /// - Throws: `inputNotText` if it is not UTF-8.
    func text(of path: String, limit: Int) throws(CommandError) -> String {
        guard let text = String(validating: try contents(of: path, limit: limit), as: UTF8.self) else {
            throw CommandError(.inputNotText, "the text is not UTF-8")
        }
        return text
    }

    /// Opens a regular file for reading.
    static func open(_ path: String) throws(CommandError) -> Int32 {
        // O_NONBLOCK: a FIFO without a writer must not hold the command up; it has no effect on a file.
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            switch errno {
            case ENOENT, ENOTDIR: throw CommandError(.fileNotFound, "there is no file \(TerminalText.line(path))")
            case EACCES, EPERM:
                throw CommandError(.fileNotPermitted, "the file \(TerminalText.line(path)) may not be read")
            default: throw CommandError(.fileUnsuitable, "the file \(TerminalText.line(path)) cannot be opened")
            }
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw CommandError(.fileUnsuitable, "\(TerminalText.line(path)) is no file")
        }
        return descriptor
    }

    private func read(_ descriptor: Int32, limit: Int, name: String) throws(CommandError) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = interruption.whileWaiting { Glibc.read(descriptor, &chunk, chunk.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw CommandError(.inputFailed, "\(name) could not be read") }
            if count == 0 { return bytes }
            bytes += chunk[..<count]
            guard bytes.count <= limit else {
                throw CommandError(.inputTooLong, "\(name) is longer than \(limit) bytes")
            }
        }
    }
}
