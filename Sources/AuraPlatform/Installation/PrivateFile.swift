import AuraCore
import Glibc

/// Files that only their owner may read, written so that a crash leaves the old one or the new one.
package enum PrivateFile {
    /// Makes a folder (and those above it) with mode 0700 if it is not there.
    package static func makeFolder(_ path: String) throws(PlatformError) {
        guard mkdir(path, 0o700) != 0, errno != EEXIST else { return }
        guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex else {
            throw failure("the folder cannot be made")
        }
        try makeFolder(String(path[..<slash]))
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw failure("the folder cannot be made") }
    }

    /// Writes `bytes` beside `path`, syncs them, and gives them the final name.
    package static func replace(_ path: String, with bytes: [UInt8]) throws(PlatformError) {
        let temporary = path + ".new"
        unlink(temporary)
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("a file cannot be written") }
        defer { close(descriptor) }
        do throws(PlatformError) {
            try write(bytes, to: descriptor)
            guard fsync(descriptor) == 0, rename(temporary, path) == 0 else {
                throw failure("a file cannot be written")
            }
        } catch {
            unlink(temporary)
            throw error
        }
        try syncFolder(of: path)
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) throws(PlatformError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw failure("a file cannot be written") }
            rest = rest.dropFirst(count)
        }
    }

    private static func syncFolder(of path: String) throws(PlatformError) {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        let descriptor = open(folder.isEmpty ? "/" : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("a folder cannot be synced") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure("a folder cannot be synced") }
    }

    private static func failure(_ what: String) -> PlatformError {
        switch errno {
        case ENOSPC, EDQUOT: PlatformError(.storageFull, "\(what): no space is left", hint: "free space and run again")
        case EACCES, EPERM: PlatformError(.notPermitted, "\(what): not permitted", hint: "check owner and mode")
        case EROFS: PlatformError(.storageFailed, "\(what): the file system is read-only", hint: "remount it writable")
        default:
            PlatformError(.storageFailed, "\(what) (system error \(errno))", hint: "check the disk and run again")
        }
    }
}

extension PrivateFile {
    /// Whether a file that may not exist yet lies in a folder, whatever links lead there.
    static func lies(_ path: String, in folder: String) -> Bool {
        guard let place = resolved(parent(of: path)), let data = resolved(folder) else { return false }
        return place == data || place.hasPrefix(data + "/")
    }

    /// Whether the folder that a file would lie in is there.
    static func hasFolder(_ path: String) -> Bool {
        resolved(parent(of: path)) != nil
    }

    private static func parent(of path: String) -> String {
        path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    }

    private static func resolved(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }

    package static func exists(_ path: String) -> Bool {
        access(path, F_OK) == 0
    }

    /// Reads a small secret file; one trailing line feed is cut.
    static func secret(at path: String) throws(RootKeyError) -> SecretBytes {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .missing(path: path) }
        defer { close(descriptor) }
        do {
            return try SecretBytes(readingFrom: descriptor, limit: Limits.secretInputBytes, cutsNewline: true)
        } catch {
            throw .unreadable(path: path)
        }
    }
}

extension PrivateFile {
    /// The permission bits of a file or folder; none if it is not there.
    static func mode(of path: String) -> Int? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return Int(status.st_mode & 0o7777)
    }
}
