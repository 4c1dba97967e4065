import Foundation
import Glibc
import Testing

@testable import aura_cli

@Suite struct OutputFileTests {
    @Test func `a file appears whole and private, in the place of an older one`() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("result", "old", mode: 0o644)
        let file = try OutputFile(path: path, outside: folder.path + "/store")
        #expect(folder.read("result") == Array("old".utf8))
        try file.finish(Array("new".utf8))
        #expect(folder.read("result") == Array("new".utf8))
        #expect(folder.names == ["result"])
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        #expect(mode as? Int == 0o600)
    }

    @Test func `a file that is not finished leaves nothing behind`() throws {
        let folder = try TemporaryFolder()
        do { _ = try OutputFile(path: folder.path + "/result", outside: "/nonexistent") }
        #expect(folder.names.isEmpty)
    }

    @Test func `the data folder takes no result, by whatever way it is named`() throws {
        let folder = try TemporaryFolder()
        let store = folder.path + "/store"
        try FileManager.default.createDirectory(atPath: store + "/deep", withIntermediateDirectories: true)
        #expect(symlink(store, folder.path + "/link") == 0)
        for place in ["/store/x", "/store/deep/x", "/link/x", "/store/../store/x"] {
            let error = #expect(throws: CommandError.self) {
                try OutputFile(path: folder.path + place, outside: folder.path + "/link")
            }
            #expect(error?.code == .fileUnsuitable, "\(place)")
        }
        _ = try OutputFile(path: folder.path + "/storefront", outside: store)
    }

    @Test func `a file that cannot be put in its place is 74`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/result"
        let file = try OutputFile(path: path, outside: "/nonexistent")
        try FileManager.default.createDirectory(atPath: path + "/in-the-way", withIntermediateDirectories: true)
        let error = #expect(throws: CommandError.self) { try file.finish(Array("new".utf8)) }
        #expect(error?.exit == .inputOutput)
    }
}
