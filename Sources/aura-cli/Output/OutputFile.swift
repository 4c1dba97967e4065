import AuraCore
import Glibc

/// The file that `--to` names: made beside its final place with mode 0600, renamed onto it when it is whole.
///
/// It is opened before the command runs, so that a folder that is missing or full stops the command before anything
/// has happened.
final class OutputFile: Sendable {
    private let descriptor: Int32
    private let temporaryPath: String
    private let path: String

    /// - Parameter forbidden: The data folder; nothing is ever written into it by hand.
    init(path: String, outside forbidden: String) throws(CommandError) {
        guard !path.isEmpty, !path.hasSuffix("/"), !path.utf8.contains(0) else {
            throw CommandError(.usage, "--to names no file")
        }
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
            throw CommandError(.fileUnsuitable, "--to names something that is no file", hint: "- is standard output")
        }
        let folder = OutputFile.folder(of: path)
        guard let place = OutputFile.resolved(folder) else {
            throw CommandError(.usage, "the folder of --to does not exist", hint: "make it first")
        }
        if let data = OutputFile.resolved(forbidden), place == data || place.hasPrefix(data + "/") {
            throw CommandError(.fileUnsuitable, "--to lies in the data folder", hint: "name a place outside it")
        }
        self.path = path
        temporaryPath = "\(path).\(getpid()).part"
        unlink(temporaryPath)
        descriptor = open(temporaryPath, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw OutputFile.failure(errno) }
    }

    /// Writes the whole file and puts it in its place.
    func finish(_ bytes: [UInt8]) throws(CommandError) {
        try OutputFile.passed(.exportValidated)
        var failed = writeAll(bytes, to: descriptor)
        if failed == 0, fsync(descriptor) != 0 { failed = errno }
        try OutputFile.passed(.exportCommitted)
        if failed == 0, rename(temporaryPath, path) != 0 { failed = errno }
        guard failed == 0 else { throw OutputFile.failure(failed) }
        try OutputFile.passed(.exportRenamed)
    }

    deinit {
        if descriptor >= 0 {
            close(descriptor)
            // Gone already if it was renamed.
            unlink(temporaryPath)
        }
    }

    private static func passed(_ point: FaultPoint) throws(CommandError) {
        do throws(FaultPoint.Failure) {
            try FaultPoint.reached(point)
        } catch {
            throw failure(error == .full ? ENOSPC : EIO)
        }
    }

    private static func failure(_ number: Int32) -> CommandError {
        switch number {
        case EACCES, EPERM: CommandError(.fileNotPermitted, "the file of --to may not be written there")
        case ENAMETOOLONG: CommandError(.usage, "the name of --to is too long")
        default:
            CommandError(.outputFailed, "the file of --to could not be written: \(String(cString: strerror(number)))")
        }
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func resolved(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }
}
