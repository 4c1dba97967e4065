package import AuraCore
internal import Glibc

/// A root key in a file of exactly 32 bytes that nobody but its owner may read.
package struct KeyFileSource: RootKeySource {
    /// The file's path.
    package let path: String
    /// Whether mode 0440 is accepted, too: for files under `$CREDENTIALS_DIRECTORY` (CLI.md §1.1).
    package let allowsGroupRead: Bool

    /// Names the file; nothing is read yet.
    package init(path: String, allowsGroupRead: Bool = false) {
        self.path = path
        self.allowsGroupRead = allowsGroupRead
    }

    /// Reads the key.
    ///
    /// - Throws: `missing`; `notAFile` for a symbolic link, a folder, a FIFO, a device; `tooOpen` for any mode bit
    ///   beyond 0400; `wrongLength`; `unreadable`.
    package func rootKey() async throws(RootKeyError) -> SecretBytes {
        // Not blocking, so that a FIFO without a writer does not hold the process; O_NOFOLLOW refuses a link.
        let descriptor = Glibc.open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw openingError(errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .unreadable(path: path) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile(path: path) }
        let mode = status.st_mode & 0o7777
        guard mode & ~(allowsGroupRead ? 0o440 : 0o400) == 0 else { throw .tooOpen(path: path, mode: Int(mode)) }
        guard status.st_size == Vault.keyCount else {
            throw .wrongLength(path: path, count: Int(status.st_size))
        }
        let key: SecretBytes
        do {
            key = try SecretBytes(readingFrom: descriptor, limit: Vault.keyCount)
        } catch {
            throw .unreadable(path: path)
        }
        // The file may have been cut since its length was read.
        guard key.count == Vault.keyCount else { throw .wrongLength(path: path, count: key.count) }
        return key
    }

    /// Makes the file with 32 random bytes and mode 0400, on disk with its folder's entry before this returns.
    ///
    /// - Returns: False if something of that name is there already; it is left as it is.
    /// - Throws: `missing` if the folder does not exist; `unreadable` if the file cannot be written;
    ///   `derivationFailed` if the system gives no random bytes. No half-written file is left.
    @discardableResult
    package func create() throws(RootKeyError) -> Bool {
        let key: SecretBytes
        do {
            key = try RandomSource.secret(Vault.keyCount)
        } catch {
            throw .derivationFailed
        }
        return try create(holding: key)
    }

    /// Makes the file with a key that is known, in the same way.
    ///
    /// - Throws: `wrongLength` for another length than 32 bytes.
    package func create(holding key: SecretBytes) throws(RootKeyError) -> Bool {
        guard key.count == Vault.keyCount else { throw .wrongLength(path: path, count: key.count) }
        let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o400)
        guard descriptor >= 0 else {
            if errno == EEXIST { return false }
            throw openingError(errno)
        }
        let isWritten = key.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) == $0.count }
        let isKept = isWritten && fchmod(descriptor, 0o400) == 0 && fsync(descriptor) == 0
        guard close(descriptor) == 0, isKept, syncFolder() else {
            unlink(path)
            throw .unreadable(path: path)
        }
        return true
    }

    private func openingError(_ number: Int32) -> RootKeyError {
        switch number {
        case ENOENT, ENOTDIR: .missing(path: path)
        case ELOOP, ENXIO, ENODEV: .notAFile(path: path)
        default: .unreadable(path: path)
        }
    }

    private func syncFolder() -> Bool {
        let name = path.utf8.lastIndex(of: 0x2F).map { String(path[..<$0]) + "/" } ?? "."
        let descriptor = Glibc.open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return fsync(descriptor) == 0
    }
}
