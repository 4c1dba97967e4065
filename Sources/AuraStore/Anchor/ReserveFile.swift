import AuraCore
import Glibc

/// `reserve`: space that is given up for purge, erasure, shredding and rotation alone, so that they end on a full disk
/// too, where even a deletion needs room (FAULTS.md R6).
package struct ReserveFile: Sendable {
    static let name = "reserve"

    let path: String

    init(folder: String) {
        path = folder + "/" + ReserveFile.name
    }

    /// Takes the space if there is enough beside it. What cannot be had now is tried again at the next open.
    ///
    /// - Parameter minimum: Bytes that have to stay free.
    package func fill(leaving minimum: Int) {
        guard StoreFile.size(of: path) < Limits.reserveBytes else { return }
        release()
        guard freeBytes - Limits.reserveBytes >= minimum else { return }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        if posix_fallocate(descriptor, 0, off_t(Limits.reserveBytes)) != 0 { release() }
    }

    /// Whether there is any to give up.
    var isTaken: Bool { StoreFile.size(of: path) > 0 }

    /// Gives the space up.
    package func release() {
        unlink(path)
    }

    /// Bytes that this user may still write on the file system of the data folder.
    package var freeBytes: Int {
        var status = statvfs()
        let folder = path.dropLast(ReserveFile.name.utf8.count + 1)
        guard statvfs(String(folder), &status) == 0 else { return .max }
        let (bytes, overflows) = Int(clamping: status.f_bavail).multipliedReportingOverflow(
            by: Int(clamping: status.f_frsize))
        return overflows ? .max : bytes
    }
}
