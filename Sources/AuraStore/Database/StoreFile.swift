import Glibc

/// The few plain file operations of the store. All files are 0600, folders 0700.
enum StoreFile {
    static func exists(_ path: String) -> Bool {
        access(path, F_OK) == 0
    }

    /// Bytes of a file; 0 if there is none.
    static func size(of path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }

    /// Makes a file if there is none, and syncs its folder.
    static func create(_ path: String, named name: String) throws(StoreError) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw .fromSystem(errno, file: name) }
        close(descriptor)
        try syncFolder(of: path, named: name)
    }

    static func createFolder(_ path: String) throws(StoreError) {
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw .fromSystem(errno, file: ".") }
    }

    static func remove(_ path: String, named name: String) throws(StoreError) {
        guard unlink(path) == 0 || errno == ENOENT else { throw .fromSystem(errno, file: name) }
    }

    /// The first bytes of a file; fewer if it is shorter.
    static func prefix(of path: String, count: Int, named name: String) throws(StoreError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .fromSystem(errno, file: name) }
        defer { close(descriptor) }
        return try bytes(of: descriptor, at: 0, count: count, named: name)
    }

    /// Up to `count` bytes from an offset; fewer only at the end of the file.
    static func bytes(
        of descriptor: Int32, at offset: Int, count: Int, named name: String
    ) throws(StoreError) -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let got = buffer.withUnsafeMutableBytes {
                pread(descriptor, $0.baseAddress?.advanced(by: filled), count - filled, off_t(offset + filled))
            }
            if got < 0 && errno == EINTR { continue }
            guard got >= 0 else { throw .fromSystem(errno, file: name) }
            if got == 0 { break }
            filled += got
        }
        return Array(buffer.prefix(filled))
    }

    static func append(_ bytes: [UInt8], to descriptor: Int32, named name: String) throws(StoreError) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                write(descriptor, $0.baseAddress?.advanced(by: written), bytes.count - written)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw .fromSystem(errno, file: name) }
            written += count
        }
    }

    /// A small file, whole.
    static func contents(of path: String, limit: Int, named name: String) throws(StoreError) -> [UInt8] {
        let bytes = try prefix(of: path, count: limit + 1, named: name)
        guard bytes.count <= limit else { throw .corrupt(file: name) }
        return bytes
    }

    /// Writes a private file beside `path`, syncs it and gives it the final name: the old one or the new one is
    /// there, whatever happens meanwhile.
    static func replace(
        _ path: String, named name: String, _ body: (Int32) throws(StoreError) -> Void
    ) throws(StoreError) {
        let temporary = path + ".new"
        try remove(temporary, named: name)
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw .fromSystem(errno, file: name) }
        defer { close(descriptor) }
        do throws(StoreError) {
            try body(descriptor)
            try sync(descriptor, named: name)
            try rename(temporary, to: path, named: name)
        } catch {
            unlink(temporary)
            throw error
        }
    }

    /// Gives a file another name, durably.
    static func rename(_ path: String, to target: String, named name: String) throws(StoreError) {
        guard Glibc.rename(path, target) == 0 else { throw .fromSystem(errno, file: name) }
        try syncFolder(of: target, named: name)
    }

    static func sync(_ descriptor: Int32, named name: String) throws(StoreError) {
        guard fsync(descriptor) == 0 else { throw .syncFailed(file: name) }
    }

    static func sync(path: String, named name: String) throws(StoreError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .fromSystem(errno, file: name) }
        defer { close(descriptor) }
        try sync(descriptor, named: name)
    }

    /// Makes a file's name durable.
    static func syncFolder(of path: String, named name: String) throws(StoreError) {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .fromSystem(errno, file: name) }
        defer { close(descriptor) }
        try sync(descriptor, named: name)
    }
}
