/// Where the root key comes from: a key file, a passphrase, a command's output.
public protocol RootKeySource: Sendable {
    /// Reads the 32 bytes. The error says what is wrong with the source, never what it held.
    func rootKey() async throws(RootKeyError) -> SecretBytes
}

/// Why there is no root key. Exit 12, or 64 where a passphrase could not be asked for.
public enum RootKeyError: Error, Hashable, Sendable {
    case missing(path: String)
    case unreadable(path: String)
    /// Not a regular file: a symbolic link to one that others may write, a FIFO, a folder.
    case notAFile(path: String)
    /// Somebody else may read it; `mode` is what it has, `0400` what it needs.
    case tooOpen(path: String, mode: Int)
    case wrongLength(path: String, count: Int)
    /// No terminal to ask on and no credential file.
    case cannotAsk
    case derivationFailed
    /// The command could not be started, or ended with this status (128 and more: by a signal).
    case commandFailed(status: Int)
    /// The command did not end in time and was stopped.
    case commandTimedOut(seconds: Int)
    /// The command wrote another number of bytes than 32; more than 32 are not counted.
    case commandWrongLength(count: Int)
}
