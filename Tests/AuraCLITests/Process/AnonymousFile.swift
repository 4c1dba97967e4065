import Foundation
import Glibc

/// A file without a name, gone with its last reference.
final class AnonymousFile: Sendable {
    let descriptor: Int32

    init(holding bytes: [UInt8] = []) throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "aura-test-" + UUID().uuidString).path
        descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw ChildProcess.Failure(what: "open") }
        unlink(path)
        bytes.withUnsafeBytes { _ = write(descriptor, $0.baseAddress, $0.count) }
        lseek(descriptor, 0, SEEK_SET)
    }

    var contents: [UInt8] {
        var status = stat()
        fstat(descriptor, &status)
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        let count = pread(descriptor, &bytes, bytes.count, 0)
        return Array(bytes.prefix(max(count, 0)))
    }

    deinit {
        close(descriptor)
    }
}
