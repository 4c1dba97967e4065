import AuraCore
import Foundation
import Testing

@testable import AuraStore

/// A database that has lost what was committed does not start as if nothing were missing (FAULTS.md R5, R7).
@Suite struct AnchorTests {
    /// A store that was written to, closed, and put back to what it was before its last two events.
    private func setBack() async throws -> TestFolder {
        let (folder, older) = (TestFolder(), TestFolder())
        let (store, workspace) = try await Workspace.stored(in: folder)
        try await store.truncateLogs()
        try folder.copy(["aura.db"], to: older)
        for _ in 0..<2 { try await store.tenant(workspace.tenant.id).change { _ in } }
        try store.close()
        for name in folder.names where name.hasPrefix("aura.db-") { try folder.remove(name) }
        try older.copy(["aura.db"], to: folder)
        return folder
    }

    @Test func `lost commits are counted, and nothing opens until the loss is accepted`() async throws {
        let folder = try await setBack()
        for _ in 0..<2 {
            await #expect(throws: StoreError.eventsLost(2)) { _ = try await Sample.open(folder) }
        }
        let accepted = try await Store.open(
            at: folder.path, installation: Sample.installation, digests: Sample.digests, accepting: [.auditEvents])
        try accepted.close()
        _ = try await Sample.open(folder)
    }

    @Test func `a dry run accepts no loss for good`() async throws {
        let folder = try await setBack()
        let before = folder.bytes("anchor")
        let store = try await Store.open(
            at: folder.path, installation: Sample.installation, digests: Sample.digests, discardsWrites: true,
            accepting: [.auditEvents])
        try store.close()
        #expect(folder.bytes("anchor") == before)
    }

    @Test func `a log that is gone is noticed`() async throws {
        let folder = TestFolder()
        let (store, workspace) = try await Workspace.stored(in: folder)
        try await store.truncateLogs()
        try await store.tenant(workspace.tenant.id).change { _ in }
        try store.close()
        #expect(!folder.bytes("aura.db-wal").isEmpty)
        for name in folder.names where name.hasPrefix("aura.db-") { try folder.remove(name) }
        await #expect(throws: StoreError.eventsLost(1)) { _ = try await Sample.open(folder) }
    }

    @Test(arguments: [#"{"chain":"t"#, "\0\0\0\0", #"{"chain":"oper\#0\#0\#0"#])
    func `a note that was cut off says nothing, and the next one takes it back`(torn: String) async throws {
        let folder = TestFolder()
        let (store, workspace) = try await Workspace.stored(in: folder)
        try store.close()
        let whole = folder.bytes("anchor")
        try folder.write(whole + Array(torn.utf8), to: "anchor")
        let again = try await Sample.open(folder)
        try await again.tenant(workspace.tenant.id).change { _ in }
        try again.close()
        let after = folder.bytes("anchor")
        #expect(after.starts(with: whole) && after.count > whole.count && !after.contains(0))
        try await Sample.open(folder).close()
    }

    @Test func `a note that a loss of power has left as zeros says nothing`() async throws {
        let folder = TestFolder()
        let (store, _) = try await Workspace.stored(in: folder)
        try store.close()
        var bytes = folder.bytes("anchor")
        // From the middle of a line to the middle of the next.
        let end = try #require(bytes.firstIndex(of: 0x0A))
        for place in end - 20..<end + 20 { bytes[place] = 0 }
        try folder.write(bytes, to: "anchor")
        try await Sample.open(folder).close()
    }

    @Test func `an anchor that is missing, empty or damaged is named`() async throws {
        let folder = TestFolder()
        let (store, _) = try await Workspace.stored(in: folder)
        try store.close()
        let whole = folder.bytes("anchor")
        try folder.remove("anchor")
        await #expect(throws: StoreError.missing(file: "anchor")) { _ = try await Sample.open(folder) }
        for bytes in [[], Array("{}\n".utf8), Array("words\n".utf8) + whole, whole.map { $0 == 0x61 ? 0x62 : $0 }] {
            try folder.write(bytes, to: "anchor")
            await #expect(throws: StoreError.corrupt(file: "anchor")) { _ = try await Sample.open(folder) }
        }
        try folder.write(whole, to: "anchor")
        _ = try await Sample.open(folder)
    }

    @Test func `every flipped bit of the last line is found, and a torn line says nothing`() async throws {
        let folder = TestFolder()
        let (store, _) = try await Workspace.stored(in: folder)
        try store.close()
        let whole = folder.bytes("anchor")
        let last = (whole.dropLast().lastIndex(of: 0x0A) ?? -1) + 1
        for place in last..<whole.count - 1 {
            var flipped = whole
            flipped[place] ^= 1
            try folder.write(flipped, to: "anchor")
            await #expect(throws: StoreError.self, "byte \(place)") { _ = try await Sample.open(folder) }
        }
        try folder.write(Array(whole.dropLast(20)), to: "anchor")
        _ = try await Sample.open(folder)
    }

    @Test func `a file that has grown long is made short, and still says the same`() async throws {
        let folder = TestFolder()
        let (store, _) = try await Workspace.stored(in: folder)
        try store.close()
        let line = folder.bytes("anchor")
        var long: [UInt8] = []
        while long.count < 1_300_000 { long += line }
        try folder.write(long, to: "anchor")
        _ = try await Sample.open(folder)
        #expect(folder.bytes("anchor").count < 2_000)
        _ = try await Sample.open(folder)
    }

    @Test func `after a sync that failed the gate stays shut`() throws {
        let folder = TestFolder()
        try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
        let gate = WriteGate(path: folder.file("lock"), waiting: .milliseconds(50))
        let failure = StoreError.syncFailed(file: "aura.db")
        #expect(throws: failure) { try gate.hold { () throws(StoreError) in throw failure } }
        #expect(throws: failure) { try gate.hold { () throws(StoreError) in } }
        #expect(throws: Never.self) {
            try WriteGate(path: folder.file("lock"), waiting: .milliseconds(50)).hold { () throws(StoreError) in }
        }
    }
}
