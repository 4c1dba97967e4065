import Glibc

/// A regular file that this process has open, whatever its name is now.
struct OpenFile: Hashable {
    /// What makes two names or descriptors one file.
    struct Identity: Hashable {
        let device: UInt
        let number: UInt
    }

    let descriptor: Int32
    let identity: Identity
    private let isReadable: Bool

    /// Every one of them; there may be a moment later fewer or others.
    static var all: [OpenFile] {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        return (0..<Int32(min(limit.rlim_cur, 4_096))).compactMap(OpenFile.init)
    }

    private init?(_ descriptor: Int32) {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        self.descriptor = descriptor
        identity = Identity(device: UInt(status.st_dev), number: UInt(status.st_ino))
        isReadable = fcntl(descriptor, F_GETFL) & O_ACCMODE != O_WRONLY
    }

    /// The file that a path leads to now, if it is a regular one and no link.
    static func identity(of path: String) -> Identity? {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return Identity(device: UInt(status.st_dev), number: UInt(status.st_ino))
    }

    /// What stands in it, read through the descriptor that there is: opening and closing the file once more would drop
    /// the locks that SQLite holds on it for this process.
    ///
    /// - Returns: Nothing if it cannot be read; an empty set if it was closed meanwhile.
    func found(_ scan: ResidueScan) -> Set<ResidueNeedles.Needle>? {
        let found =
            isReadable
            ? scan.found(inDescriptor: descriptor)
            : scan.found(inFile: "/proc/self/fd/\(descriptor)", isLinkFollowed: true)
        return found ?? (OpenFile(descriptor)?.identity == identity ? nil : [])
    }
}
