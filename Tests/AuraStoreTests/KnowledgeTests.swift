import AuraCore
import Testing

@testable import AuraStore

@Suite struct KnowledgeTests {
    @Test func `a bot and its documents read as they were written`() async throws {
        let folder = TestFolder()
        let (store, acme) = try await Workspace.stored(in: folder)
        let handle = store.tenant(acme.tenant.id)
        let (bot, id) = (acme.bot, acme.document.id)
        #expect(try await handle.read { try $0.bot(named: bot.name) } == bot)
        #expect(try await handle.read { try $0.bots(limit: 9) } == [bot])
        #expect(try await handle.read { try $0.document(id) } == acme.document)
        #expect(try await handle.read { try $0.documents(of: bot.id, limit: 9) } == [acme.document])
        #expect(try await handle.read { try $0.documents(of: bot.id, after: id, limit: 9) }.isEmpty)
        #expect(try await handle.read { try $0.document(titleIndex: Workspace.title, of: bot.id) } == acme.document)
        #expect(try await handle.read { try $0.body(of: id) } == Sample.sealed("text"))
        #expect(try await handle.read { try $0.passages(of: id, limit: 9) } == acme.passages)
        #expect(try await handle.read { try $0.languages(of: bot.id) } == ["en"])
        #expect(try await handle.read { try $0.documentCount(of: bot.id) } == 1)
    }

    @Test func `a bot's name and a document's title are taken once`() async throws {
        let folder = TestFolder()
        let (store, acme) = try await Workspace.stored(in: folder)
        let handle = store.tenant(acme.tenant.id)
        let again = Workspace("again", mark: "-")
        await #expect(throws: StoreError.exists) { try await handle.change { try $0.insertBot(again.bot) } }
        let (document, passages) = Workspace.document(of: acme.bot.id, mark: "-", terms: [[]])
        await #expect(throws: StoreError.exists) {
            try await handle.change { writer in
                try writer.insertDocument(
                    document, titleIndex: Workspace.title, body: Sample.sealed("-"), passages: passages)
            }
        }
        await #expect(throws: StoreError.absent) {
            try await handle.change { writer in
                try writer.insertDocument(
                    again.document, titleIndex: Workspace.title, body: Sample.sealed("-"), passages: [])
            }
        }
    }

    @Test func `deleting a bot takes everything in it, in batches`() async throws {
        let folder = TestFolder()
        let (store, acme) = try await Workspace.stored(in: folder)
        let handle = store.tenant(acme.tenant.id)
        try await handle.change { writer in
            for place in 0..<5 {
                let (document, passages) = Workspace.document(
                    of: acme.bot.id, mark: "-", terms: [[(Workspace.token, 1)], [(Workspace.token, 2)]])
                try writer.insertDocument(
                    document, titleIndex: Sample.index("\(place)"), body: Sample.sealed("-"), passages: passages)
            }
        }
        await #expect(throws: StoreError.absent, "it is not empty") {
            try await handle.change { try $0.deleteBot(acme.bot.id) }
        }
        // Each document counts with its passages: 1 + 1, then 1 + 2 for each of the others.
        var batches: [Int] = []
        while batches.last != 0 {
            batches.append(try await handle.change { try $0.deleteContents(of: acme.bot.id, limit: 4) })
        }
        // In the end two messages and their conversation.
        #expect(batches.prefix(3).sorted() == [5, 6, 6])
        #expect(batches.dropFirst(3) == [3, 0])
        try await handle.change { try $0.deleteBot(acme.bot.id) }
        let left = try await handle.read { reader in
            try ["bot", "document", "passage", "posting", "corpus", "conversation", "message"].map {
                try reader.connection.count("SELECT COUNT(*) AS n FROM \($0)")
            }
        }
        #expect(left == [0, 0, 0, 0, 0, 0, 0])
        await #expect(throws: StoreError.absent) { try await handle.change { try $0.deleteBot(acme.bot.id) } }
        await #expect(throws: StoreError.absent) {
            try await handle.change { try $0.deleteDocument(acme.document.id) }
        }
        try await store.integrity()
    }
}
