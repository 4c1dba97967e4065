package import AuraCore
import Glibc

/// A backup file: the manifest as one line of canonical JSON, the SHA-256 of that line as another, then the content
/// (Docs/Operations.md).
package struct BackupFile: Sendable {
    package let path: String
    private let digests: StoreDigests

    /// The longest manifest.
    private static let manifestBytes = 64 * 1_024
    /// The content is digested in pieces of this many bytes.
    private static let pieceBytes = 1 << 20
    /// What errors call it: its path is the caller's, and may tell something.
    static let name = "the backup"

    package init(path: String, digests: StoreDigests) {
        self.path = path
        self.digests = digests
    }

    /// Reads the manifest alone. Blocks the thread.
    ///
    /// - Throws: ``StoreError/notABackup`` or ``StoreError/newerBackup``.
    package func manifest() throws(StoreError) -> BackupManifest {
        try withFile { (descriptor) throws(StoreError) in try head(of: descriptor).manifest }
    }

    /// Hashes every byte and compares it with the manifest. Blocks the thread.
    ///
    /// - Throws: As ``manifest()``, and ``StoreError/corrupt(file:)`` if a byte differs or the length does.
    package func verified() throws(StoreError) -> BackupManifest {
        try withFile { (descriptor) throws(StoreError) in
            let (manifest, start) = try head(of: descriptor)
            try read(descriptor, from: start, manifest: manifest) { (_) throws(StoreError) in }
            return manifest
        }
    }

    /// Copies the content into a new private file, verified and synced. Blocks the thread.
    func extract(to target: String, named name: String) throws(StoreError) {
        try withFile { (descriptor) throws(StoreError) in
            let (manifest, start) = try head(of: descriptor)
            try StoreFile.replace(target, named: name) { (output) throws(StoreError) in
                try read(descriptor, from: start, manifest: manifest) { (piece) throws(StoreError) in
                    try StoreFile.append(piece, to: output, named: name)
                }
            }
        }
    }

    /// Writes manifest and content, whole or not at all. Blocks the thread.
    ///
    /// - Parameter content: The file with the content.
    func write(_ manifest: BackupManifest, content: String) throws(StoreError) {
        let source = open(content, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard source >= 0 else { throw .fromSystem(errno, file: BackupFile.name) }
        defer { close(source) }
        try StoreFile.replace(path, named: BackupFile.name) { (output) throws(StoreError) in
            let line = manifest.json.canonical
            try StoreFile.append(line + [0x0A] + check(line) + [0x0A], to: output, named: BackupFile.name)
            try FaultPoint.reached(.backupManifest, file: BackupFile.name)
            try read(source, from: 0, manifest: manifest) { (piece) throws(StoreError) in
                try StoreFile.append(piece, to: output, named: BackupFile.name)
            }
        }
    }

    /// SHA-256 over the SHA-256 of each piece of a file, hexadecimal.
    static func digest(of path: String, digests: StoreDigests) throws(StoreError) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { throw .fromSystem(errno, file: name) }
        defer { close(descriptor) }
        var hashes: [UInt8] = []
        var offset = 0
        while true {
            let piece = try StoreFile.bytes(of: descriptor, at: offset, count: pieceBytes, named: name)
            guard !piece.isEmpty else { return Hexadecimal.encode(digests.sha256(hashes)) }
            hashes += digests.sha256(piece)
            offset += piece.count
        }
    }

    private func withFile<T>(_ body: (Int32) throws(StoreError) -> T) throws(StoreError) -> T {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw errno == ENOENT ? .noBackup : .fromSystem(errno, file: BackupFile.name)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { throw .notABackup }
        return try body(descriptor)
    }

    private func head(of descriptor: Int32) throws(StoreError) -> (manifest: BackupManifest, start: Int) {
        let bytes = try StoreFile.bytes(
            of: descriptor, at: 0, count: BackupFile.manifestBytes, named: BackupFile.name)
        guard let end = bytes.firstIndex(of: 0x0A), let json = try? JSONValue(parsing: Array(bytes[..<end])),
            json["kind"] == "aura/backup"
        else { throw .notABackup }
        guard let version = json["v"]?.integer, version <= Int64(BackupManifest.version) else { throw .newerBackup }
        let line = Array(bytes[..<end])
        let check = check(line) + [0x0A]
        guard let manifest = BackupManifest(json), json.canonical == line, bytes[(end + 1)...].starts(with: check)
        else { throw .corrupt(file: BackupFile.name) }
        return (manifest, end + 1 + check.count)
    }

    private func check(_ line: [UInt8]) -> [UInt8] {
        Array(Hexadecimal.encode(digests.sha256(line)).utf8)
    }

    /// Hands over the content piece by piece.
    ///
    /// - Throws: ``StoreError/corrupt(file:)`` once it is not what the manifest says.
    private func read(
        _ descriptor: Int32, from start: Int, manifest: BackupManifest,
        _ body: ([UInt8]) throws(StoreError) -> Void
    ) throws(StoreError) {
        var hashes: [UInt8] = []
        var offset = start
        while true {
            let piece = try StoreFile.bytes(
                of: descriptor, at: offset, count: BackupFile.pieceBytes, named: BackupFile.name)
            if piece.isEmpty { break }
            hashes += digests.sha256(piece)
            offset += piece.count
            guard offset - start <= manifest.bytes else { throw .corrupt(file: BackupFile.name) }
            try body(piece)
        }
        guard offset - start == manifest.bytes, Hexadecimal.encode(digests.sha256(hashes)) == manifest.digest
        else { throw .corrupt(file: BackupFile.name) }
    }
}
