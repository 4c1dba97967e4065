import AuraPlatform
import Foundation
import Synchronization

/// A platform in a temporary folder, with a clock that the test moves.
final class TestPlatform: Sendable {
    let folder: String
    let clock: TestClock
    let platform: Platform
    let me = Principal.operator(named: "test")

    init(startingAt start: String = "2026-08-01T09:00:00.000Z", isDemo: Bool = false, vendorOrigin: String? = nil)
        async throws
    {
        folder = TestPlatform.newFolder()
        clock = TestClock(start)
        var configuration = PlatformConfiguration(dataDirectory: folder)
        configuration.clock = clock.wallClock
        if let vendorOrigin { configuration.additionalOrigins[.openAI] = vendorOrigin }
        _ = try await Platform.initialise(configuration, rootKey: .file(path: "root.key"), isDemo: isDemo, as: me)
        platform = try await Platform.open(configuration)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// The same folder, opened again.
    func reopened(_ change: (inout PlatformConfiguration) -> Void = { _ in }) async throws -> Platform {
        var configuration = PlatformConfiguration(dataDirectory: folder)
        configuration.clock = clock.wallClock
        change(&configuration)
        return try await Platform.open(configuration)
    }

    /// Tenant `acme` with bot `helpdesk` and one document.
    func acme() async throws -> ObjectName {
        let acme = try await platform.tenants.create("acme", owner: "olga@acme.example", as: me).tenant.name
        _ = try await platform.bots.create("helpdesk", of: acme, as: me)
        _ = try await platform.documents.add(
            .init(bytes: Array(TestPlatform.refunds.utf8), mediaType: .markdown, name: "refunds.md"), to: nil, of: acme,
            as: me)
        return acme
    }

    /// Asks and returns the turn.
    func ask(_ text: String, by person: String? = nil, of tenant: ObjectName) async throws -> ChatService.Turn {
        var question = ChatService.Question(text)
        question.streams = false
        question.person = person
        guard case .done(let turn) = try await platform.chat.send(question, to: nil, of: tenant, as: me) else {
            throw Refused()
        }
        return turn
    }

    struct Refused: Error {}

    static func newFolder() -> String {
        NSTemporaryDirectory() + "aura-test-" + UUID().uuidString
    }

    /// Where any of the words stands in a file of the folder, as raw bytes.
    func files(containing words: String...) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { name in
            guard let data = FileManager.default.contents(atPath: folder + "/" + name) else { return false }
            return words.contains { data.range(of: Data($0.utf8)) != nil }
        }
    }

    static let refunds = """
        # Refunds

        ## How long you have

        You can return an item within 30 days of delivery. After that we cannot take it back.

        ## How you get your money

        Refunds are paid to the original payment method within five working days.
        """
}

/// A clock that stands still until it is moved.
final class TestClock: Sendable {
    private let moment: Mutex<Timestamp>

    init(_ text: String) {
        moment = Mutex(Timestamp(text) ?? Timestamp(milliseconds: 0))
    }

    var wallClock: WallClock { WallClock { self.moment.withLock { $0 } } }

    func advance(days: Int = 0, milliseconds: Int64 = 0) {
        moment.withLock { $0 = $0.adding(days: days).adding(milliseconds: milliseconds) }
    }
}
