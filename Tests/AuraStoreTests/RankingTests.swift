import AuraCore
import Foundation
import Testing

@testable import AuraStore

@Suite struct RankingTests {
    private static let (red, green, blue) = (
        SearchToken(rawValue: 1), SearchToken(rawValue: -9_000_000_000), SearchToken(rawValue: .max)
    )

    /// A bot with one document of these passages.
    private func indexed(
        _ terms: [[(SearchToken, Int)]], in folder: TestFolder
    ) async throws -> (TenantStore, Bot.ID, [Passage]) {
        let store = try await Sample.create(in: folder)
        let acme = Workspace("acme", mark: "-")
        try await acme.insert(into: store)
        let handle = store.tenant(acme.tenant.id)
        let bot = Bot(
            id: .make(at: Sample.start), name: Sample.name("ranking"), model: .extractive, prompt: nil, fallback: nil,
            temperatureMilli: nil, createdAt: Sample.start)
        let (document, passages) = Workspace.document(of: bot.id, mark: "-", terms: terms)
        try await handle.change { writer in
            try writer.insertBot(bot)
            try writer.insertDocument(
                document, titleIndex: Workspace.title, body: Sample.sealed("text"), passages: passages)
        }
        return (handle, bot.id, passages)
    }

    @Test func `scores are those of BM25 worked out by hand`() async throws {
        // Lengths 4, 2, 6: N = 3, average 4.
        let folder = TestFolder()
        let (handle, bot, passages) = try await indexed(
            [
                [(Self.red, 3), (Self.green, 1)], [(Self.red, 1), (Self.blue, 1)], [(Self.green, 2), (Self.blue, 4)],
            ], in: folder)
        #expect(try await handle.read { try $0.corpus(of: bot) } == CorpusSize(passages: 3, length: 12))
        let ranked = try await handle.read { reader in
            try reader.rank(
                [WeightedToken(Self.red, weight: 2), WeightedToken(Self.green)], of: bot, by: BM25(k1: 1.2, b: 0.75),
                limit: 10)
        }
        // idf = ln(1 + 1.5/2.5) for both, since each of the words is in two of the three passages.
        let idf = log(1.6)
        func score(_ frequency: Double, _ length: Double) -> Double {
            idf * frequency * 2.2 / (frequency + 1.2 * (0.25 + 0.75 * length / 4))
        }
        let expected = [
            passages[0].id: 2 * score(3, 4) + score(1, 4), passages[1].id: 2 * score(1, 2), passages[2].id: score(2, 6),
        ]
        #expect(ranked.count == 3)
        for passage in ranked {
            let wanted = try #require(expected[passage.passage])
            #expect(abs(passage.score - wanted) < 1e-12)
        }
        #expect(ranked.map(\.score) == ranked.map(\.score).sorted(by: >))
        #expect(ranked.first?.passage == passages[0].id)
        #expect(ranked.first?.range == passages[0].range)
        #expect(ranked.first?.body == passages[0].body)
        #expect(ranked.first?.document == passages[0].document)
    }

    @Test func `equal scores stand in the order of the document`() async throws {
        let folder = TestFolder()
        let (handle, bot, passages) = try await indexed(
            Array(repeating: [(Self.red, 1)], count: 30), in: folder)
        let ranked = try await handle.read { try $0.rank([WeightedToken(Self.red)], of: bot, limit: 7) }
        #expect(ranked.map(\.passage) == passages.prefix(7).map(\.id))
    }

    @Test func `a question without a known word finds nothing, and neither does an empty bot`() async throws {
        let folder = TestFolder()
        let (handle, bot, _) = try await indexed([[(Self.red, 1)]], in: folder)
        #expect(try await handle.read { try $0.rank([], of: bot, limit: 5) }.isEmpty)
        #expect(try await handle.read { try $0.rank([WeightedToken(Self.blue)], of: bot, limit: 5) }.isEmpty)
        let nowhere = Bot.ID.make(at: Sample.start)
        #expect(try await handle.read { try $0.rank([WeightedToken(Self.red)], of: nowhere, limit: 5) }.isEmpty)
    }

    @Test func `a word given twice counts twice, and words beyond the limit are left out`() async throws {
        let folder = TestFolder()
        let (handle, bot, _) = try await indexed([[(Self.red, 1)], [(Self.green, 1)]], in: folder)
        let once = try await handle.read { try $0.rank([WeightedToken(Self.red)], of: bot, limit: 5) }
        let twice = try await handle.read { reader in
            try reader.rank([WeightedToken(Self.red), WeightedToken(Self.red)], of: bot, limit: 5)
        }
        #expect(try #require(twice.first).score == 2 * (try #require(once.first).score))
        let many = (0..<TenantReader.termLimit).map { WeightedToken(SearchToken(rawValue: Int64($0) + 100)) }
        let cut = try await handle.read { try $0.rank(many + [WeightedToken(Self.red)], of: bot, limit: 5) }
        #expect(cut.isEmpty)
        let last = try await handle.read { try $0.rank(many.dropLast() + [WeightedToken(Self.red)], of: bot, limit: 5) }
        #expect(last.count == 1)
    }

    @Test func `deleting a document takes its postings and no others, and the sums follow`() async throws {
        let folder = TestFolder()
        let (handle, bot, first) = try await indexed([[(Self.red, 3), (Self.green, 1)]], in: folder)
        let (document, passages) = Workspace.document(
            of: bot, mark: "-", terms: [[(Self.red, 1)], [(Self.blue, 70_000)]])
        try await handle.change { writer in
            try writer.insertDocument(
                document, titleIndex: Sample.index("other"), body: Sample.sealed("text"), passages: passages)
        }
        let most = PackedTerms.maximumFrequency
        #expect(try await handle.read { try $0.corpus(of: bot) } == CorpusSize(passages: 3, length: 5 + most))
        #expect(
            try await handle.read { try $0.passages(of: document.id, limit: 9) }.last?.terms.first?.frequency == most)
        try await handle.change { try $0.deleteDocument(document.id) }
        #expect(try await handle.read { try $0.corpus(of: bot) } == CorpusSize(passages: 1, length: 4))
        let postings = try await handle.read { reader in
            try reader.connection.count(
                "SELECT COUNT(*) AS n FROM posting WHERE botId = :bot", ["bot": SQLValue(bot)])
        }
        #expect(postings == 2)
        let ranked = try await handle.read { try $0.rank([WeightedToken(Self.red)], of: bot, limit: 5) }
        #expect(ranked.map(\.passage) == first.map(\.id))
        // A number that was given away is not given again.
        try await handle.change { writer in
            try writer.insertDocument(
                document, titleIndex: Sample.index("other"), body: Sample.sealed("text"), passages: passages)
        }
        #expect(try await handle.read { try $0.rank([WeightedToken(Self.red)], of: bot, limit: 5) }.count == 2)
    }

    @Test func `a term that is given twice is kept once, with both frequencies`() async throws {
        let folder = TestFolder()
        let (handle, bot, passages) = try await indexed([[(Self.red, 2), (Self.green, -4), (Self.red, 3)]], in: folder)
        let terms = try await handle.read { try $0.passages(of: passages[0].document, limit: 9) }.first?.terms
        #expect(terms == [PassageTerm(token: Self.green, frequency: 0), PassageTerm(token: Self.red, frequency: 5)])
        #expect(try await handle.read { try $0.corpus(of: bot) }.length == 5)
    }

    @Test(arguments: [[], [PassageTerm(token: SearchToken(rawValue: .min), frequency: 1)]])
    func `a passage's terms are kept as they are`(terms: [PassageTerm]) throws {
        #expect(PackedTerms.unpack(PackedTerms.pack(terms)) == terms)
        #expect(PackedTerms.unpack([1]) == nil)
        #expect(PackedTerms.unpack([UInt8](repeating: 0, count: 11)) == nil)
    }
}
