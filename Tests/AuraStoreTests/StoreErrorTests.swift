import AuraCore
import Glibc
import Testing

@testable import AuraStore

@Suite struct StoreErrorTests {
    @Test func `a full disk is told, and leaves nothing half written`() async throws {
        let folder = TestFolder()
        let (store, acme) = try await Workspace.stored(in: folder)
        let handle = store.tenant(acme.tenant.id)
        // The same error that a full file system gives, at the place where SQLite would grow the file.
        try await store.database.database.exclusively { access throws(StoreError) in
            let connection = Connection(database: access.database, file: "aura.db")
            let pages = try connection.count("PRAGMA page_count")
            _ = try connection.row("PRAGMA max_page_count = \(pages)")
        }
        let body = SealedValue(bytes: [UInt8](repeating: 7, count: 100_000))
        let (document, passages) = Workspace.document(of: acme.bot.id, mark: "-", terms: [[]])
        await #expect(throws: StoreError.full(file: "aura.db")) {
            try await handle.change { writer in
                try writer.insertDocument(
                    document, titleIndex: Sample.index("big"), body: body, passages: passages)
            }
        }
        #expect(try await handle.read { try $0.documents(of: acme.bot.id, limit: 9) } == [acme.document])
        #expect(try await handle.verifyAudit() == .intact(entries: 2))
        try await handle.change { try $0.deleteDocument(acme.document.id) }
        try await store.integrity()
    }

    @Test func `a connection that may only read says so`() async throws {
        let folder = TestFolder()
        let store = try await Sample.create(in: folder)
        try await store.database.database.exclusively { access throws(StoreError) in
            _ = try Connection(database: access.database, file: "aura.db").run("PRAGMA query_only = ON")
        }
        await #expect(throws: StoreError.readOnly(file: "aura.db")) {
            try await store.operator.write(Sample.event(in: .operator)) { _ in }
        }
    }

    @Test func `a task that was cancelled writes nothing`() async throws {
        let folder = TestFolder()
        let store = try await Sample.create(in: folder)
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            try await store.operator.write(Sample.event(in: .operator)) { _ in }
        }
        task.cancel()
        await #expect(throws: StoreError.cancelled) { try await task.value }
        #expect(try await store.operator.verify(.operator) == .intact(entries: 1))
        try await store.operator.write(Sample.event(in: .operator)) { _ in }
    }

    @Test(
        arguments: [
            (ENOSPC, StoreError.full(file: "f")), (EDQUOT, .full(file: "f")), (EROFS, .readOnly(file: "f")),
            (EACCES, .readOnly(file: "f")), (ENOENT, .missing(file: "f")), (EIO, .ioFailed(file: "f")),
        ])
    func `what the system says is told as what it means`(code: Int32, meaning: StoreError) {
        #expect(StoreError.fromSystem(code, file: "f") == meaning)
    }

    @Test func `a mistake in a statement is a mistake of AURA's`() async throws {
        let folder = TestFolder()
        let store = try await Sample.create(in: folder)
        for sql in ["SELECT 1 FROM nothing", "SELECT :missing", "nonsense"] {
            let error = await #expect(throws: StoreError.self) {
                _ = try await store.database.read { connection throws(StoreError) in try connection.rows(sql) }
            }
            guard case .failed? = error else {
                Issue.record("\(String(describing: error))")
                continue
            }
        }
    }

    @Test func `a row that AURA never wrote counts as damage`() async throws {
        let folder = TestFolder()
        let (store, acme) = try await Workspace.stored(in: folder)
        for change in [
            "role = 'emperor'", "ownerKeyId = 'x'", "memberId = 'vis_'",
        ] {
            try await store.tamper("UPDATE member SET \(change)")
            await #expect(throws: StoreError.corrupt(file: "aura.db"), "\(change)") {
                _ = try await store.tenant(acme.tenant.id).read { try $0.members(limit: 9) }
            }
            try await store.tamper(
                "UPDATE member SET role = 'owner', ownerKeyId = :key, memberId = :member",
                ["key": SQLValue(acme.owner.ownerKey), "member": SQLValue(acme.owner.id)])
        }
        for change in ["nextNumber = \(Int.max)", "nextNumber = 0"] {
            try await store.tamper("UPDATE corpus SET \(change)")
            let (document, passages) = Workspace.document(of: acme.bot.id, mark: "-", terms: [[]])
            await #expect(throws: StoreError.corrupt(file: "aura.db"), "\(change)") {
                try await store.tenant(acme.tenant.id).change { writer in
                    try writer.insertDocument(
                        document, titleIndex: Sample.index("new"), body: Sample.sealed("-"), passages: passages)
                }
            }
        }
        try await store.tamper(
            "UPDATE auditEntry SET sequence = :last WHERE sequence = 1", ["last": SQLValue(Int.max)],
            withoutReferences: true)
        await #expect(throws: StoreError.corrupt(file: "aura.db")) {
            try await store.operator.write(Sample.event(in: .operator)) { _ in }
        }
        try await store.tamper(
            "UPDATE auditEntry SET sequence = 1 WHERE sequence > 1", withoutReferences: true)
        try await store.tamper("UPDATE passage SET terms = :terms", ["terms": .blob([1, 2])])
        await #expect(throws: StoreError.corrupt(file: "aura.db")) {
            try await store.tenant(acme.tenant.id).change { try $0.deleteDocument(acme.document.id) }
        }
    }
}
