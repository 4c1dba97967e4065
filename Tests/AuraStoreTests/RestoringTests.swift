import AuraCore
import Foundation
import Testing

@testable import AuraStore

/// A restore that is killed between two of its steps is finished by the next open (FAULTS.md §2, restore).
@Suite struct RestoringTests {
    @Test(arguments: [true, false])
    func `a swap that was begun is finished by the next open`(isRenamed: Bool) async throws {
        let folder = TestFolder()
        let (store, workspace) = try await Workspace.stored(in: folder)
        let copy = folder.path + "-copy"
        defer { try? FileManager.default.removeItem(atPath: copy) }
        _ = try await store.backUp(.data, to: copy, at: Sample.start, expiresAt: nil, installationFile: .null)
        try await store.tenant(workspace.tenant.id).change { try $0.deleteConversation(workspace.conversation.id) }
        try store.close()
        let path = folder.path + "/aura.db"
        try BackupFile(path: copy, digests: Sample.digests).extract(to: path + ".restored", named: "aura.db")
        try Data(#"{"file":"aura.db"}"#.utf8).write(to: URL(filePath: folder.path + "/restore.json"))
        if isRenamed {
            for suffix in ["-wal", "-shm"] { try FileManager.default.removeItem(atPath: path + suffix) }
            try FileManager.default.removeItem(atPath: path)
            try FileManager.default.moveItem(atPath: path + ".restored", toPath: path)
        }
        let restored = try await Sample.open(folder)
        let found = try await restored.tenant(workspace.tenant.id).read {
            try $0.conversation(workspace.conversation.id)
        }
        #expect(found == workspace.conversation)
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/restore.json"))
        #expect(!FileManager.default.fileExists(atPath: path + ".restored"))
    }

    @Test(arguments: ["", "{}", #"{"file":"lock"}"#, #"{"file":"../aura.db"}"#])
    func `a note of a swap that is none is damage`(note: String) async throws {
        let folder = TestFolder()
        let (store, _) = try await Workspace.stored(in: folder)
        try store.close()
        try Data(note.utf8).write(to: URL(filePath: folder.path + "/restore.json"))
        await #expect(throws: StoreError.corrupt(file: "restore.json")) { try await Sample.open(folder) }
    }

    @Test func `a copy has no residue of what was deleted, and leaves no half file`() async throws {
        let folder = TestFolder()
        let (store, workspace) = try await Workspace.stored(in: folder)
        try await store.tenant(workspace.tenant.id).change { try $0.deleteConversation(workspace.conversation.id) }
        let copy = folder.path + "-copy"
        defer { try? FileManager.default.removeItem(atPath: copy) }
        _ = try await store.backUp(.data, to: copy, at: Sample.start, expiresAt: nil, installationFile: .null)
        let bytes = try Data(contentsOf: URL(filePath: copy))
        #expect(bytes.range(of: Data("acme's words".utf8)) == nil)
        #expect(bytes.range(of: Data("acme's title".utf8)) != nil)
        for suffix in [".partial", ".new"] { #expect(!FileManager.default.fileExists(atPath: copy + suffix)) }
        await #expect(throws: StoreError.exists) {
            try await store.backUp(.data, to: copy, at: Sample.start, expiresAt: nil, installationFile: .null)
        }
        await #expect(throws: StoreError.self) {
            try await store.backUp(
                .data, to: folder.path + "/none/copy", at: Sample.start, expiresAt: nil, installationFile: .null)
        }
    }
}
