import AuraCore
import AuraCrypto
import Foundation
import Testing

@Suite struct KeyFileSourceTests {
    @Test func `a created file is read again and shown to nobody else`() async throws {
        try await withFolder { folder in
            let source = KeyFileSource(path: folder + "/root.key")
            #expect(try source.create())
            #expect(try mode(of: source.path) == 0o400)
            let key = try await source.rootKey()
            #expect(key.count == 32)
            #expect(try key.copied == Array(Data(contentsOf: URL(filePath: source.path))))
            let other = KeyFileSource(path: folder + "/other.key")
            #expect(try other.create())
            #expect(try await other.rootKey().copied != key.copied)
        }
    }

    @Test func `a file that is there already is left as it is`() async throws {
        try await withFolder { folder in
            let path = try file(in: folder, count: 5, mode: 0o600)
            #expect(try !KeyFileSource(path: path).create())
            #expect(try Data(contentsOf: URL(filePath: path)).count == 5)
            #expect(try mode(of: path) == 0o600)
        }
    }

    @Test func `a link is not followed when a file is made`() async throws {
        try await withFolder { folder in
            let link = folder + "/link"
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: folder + "/target")
            #expect(try !KeyFileSource(path: link).create())
            #expect(!FileManager.default.fileExists(atPath: folder + "/target"))
        }
    }

    @Test func `a file is not made in a folder that is not there`() async throws {
        try await withFolder { folder in
            let path = folder + "/none/root.key"
            #expect(throws: RootKeyError.missing(path: path)) { try KeyFileSource(path: path).create() }
        }
    }

    @Test(arguments: [0o444, 0o600, 0o644, 0o440, 0o404, 0o500, 0o401, 0o402, 0o420, 0o777, 0o4400])
    func `a file that somebody else may read, or anybody write or run, is refused`(mode: Int) async throws {
        try await withFolder { folder in
            let path = try file(in: folder, count: 32, mode: mode)
            await #expect(throws: RootKeyError.tooOpen(path: path, mode: mode)) {
                try await KeyFileSource(path: path).rootKey()
            }
        }
    }

    @Test func `a credential file may be readable to its group and to nobody else`() async throws {
        try await withFolder { folder in
            let path = try file(in: folder, count: 32, mode: 0o440)
            #expect(try await KeyFileSource(path: path, allowsGroupRead: true).rootKey().count == 32)
            try FileManager.default.setAttributes([.posixPermissions: 0o400], ofItemAtPath: path)
            #expect(try await KeyFileSource(path: path, allowsGroupRead: true).rootKey().count == 32)
            for mode in [0o444, 0o640, 0o460, 0o450] {
                try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
                await #expect(throws: RootKeyError.tooOpen(path: path, mode: mode)) {
                    try await KeyFileSource(path: path, allowsGroupRead: true).rootKey()
                }
            }
        }
    }

    @Test(arguments: [0, 31, 33, 64, 65])
    func `a file of another length is refused`(count: Int) async throws {
        try await withFolder { folder in
            let path = try file(in: folder, count: count, mode: 0o400)
            await #expect(throws: RootKeyError.wrongLength(path: path, count: count)) {
                try await KeyFileSource(path: path).rootKey()
            }
        }
    }

    @Test func `a link is refused, even to a good file`() async throws {
        try await withFolder { folder in
            let path = try file(in: folder, count: 32, mode: 0o400)
            let link = folder + "/link"
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
            await #expect(throws: RootKeyError.notAFile(path: link)) {
                try await KeyFileSource(path: link).rootKey()
            }
        }
    }

    @Test func `a FIFO is refused and waited for by nobody`() async throws {
        try await withFolder { folder in
            let path = folder + "/fifo"
            #expect(mkfifo(path, 0o400) == 0)
            await #expect(throws: RootKeyError.notAFile(path: path)) { try await KeyFileSource(path: path).rootKey() }
        }
    }

    @Test func `a folder and a device are refused`() async throws {
        try await withFolder { folder in
            for path in [folder, "/dev/zero"] {
                await #expect(throws: RootKeyError.notAFile(path: path)) {
                    try await KeyFileSource(path: path).rootKey()
                }
            }
        }
    }

    @Test func `a missing file is said to be missing`() async throws {
        try await withFolder { folder in
            for path in [folder + "/none", folder + "/none/root.key"] {
                await #expect(throws: RootKeyError.missing(path: path)) {
                    try await KeyFileSource(path: path).rootKey()
                }
            }
        }
    }

    @Test func `a path that cannot be opened is unreadable`() async throws {
        try await withFolder { folder in
            let path = folder + "/" + String(repeating: "a", count: 300)
            await #expect(throws: RootKeyError.unreadable(path: path)) {
                try await KeyFileSource(path: path).rootKey()
            }
            #expect(throws: RootKeyError.unreadable(path: path)) { try KeyFileSource(path: path).create() }
        }
    }

    private func file(in folder: String, count: Int, mode: Int) throws -> String {
        let path = folder + "/root.key"
        try Data(repeating: 7, count: count).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        return path
    }

    private func mode(of path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    private func withFolder(_ body: (String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "aura-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(folder.path)
    }
}
