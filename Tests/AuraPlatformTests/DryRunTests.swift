import AuraPlatform
import Foundation
import Testing

/// A dry run does the real thing and keeps nothing; what it predicts is what then happens.
@Suite struct DryRunTests {
    typealias Act = @Sendable (Platform, ObjectName, Principal) async throws -> Void

    static let acts: [(name: String, act: Act)] = [
        (
            "tenant create",
            { platform, _, me in _ = try await platform.tenants.create("b", owner: "b@b.example", as: me) }
        ),
        ("tenant close", { platform, _, me in _ = try await platform.tenants.close("acme", as: me) }),
        ("bot create", { platform, acme, me in _ = try await platform.bots.create("other", of: acme, as: me) }),
        ("bot delete", { platform, acme, me in _ = try await platform.bots.delete("helpdesk", of: acme, as: me) }),
        (
            "doc add",
            { platform, acme, me in
                let draft = DocumentService.Draft(bytes: Array("# A\n\nText.".utf8), mediaType: .markdown)
                _ = try await platform.documents.add(draft, to: nil, of: acme, as: me)
            }
        ),
        (
            "key set",
            { platform, acme, me in
                _ = try await platform.credentials.set(
                    SecretBytes(copying: "sk-another-key-of-some-length".utf8), vendor: .openAI, isChecked: false,
                    for: acme, as: me)
            }
        ),
        ("key revoke", { platform, acme, me in _ = try await platform.credentials.revoke(.openAI, of: acme, as: me) }),
        (
            "chat send",
            { platform, acme, me in
                var question = ChatService.Question("How do refunds work?")
                question.person = "new@x.example"
                _ = try await platform.chat.send(question, to: nil, of: acme, as: me)
            }
        ),
    ]

    @Test(arguments: acts.map(\.name))
    func `a dry run changes nothing and predicts the audit events of the real run`(name: String) async throws {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        _ = try await test.platform.credentials.set(
            SecretBytes(copying: "sk-a-key-of-sufficient-length".utf8), vendor: .openAI, isChecked: false, for: acme,
            as: test.me)
        let act = try #require(DryRunTests.acts.first { $0.name == name }?.act)
        let before = try await test.platform.audit.list(as: test.me)
        let rehearsal = try await test.reopened { $0.isDryRun = true }
        try await act(rehearsal, acme, test.me)
        #expect(try await test.platform.audit.list(as: test.me) == before)
        try await act(test.platform, acme, test.me)
        let added = try await test.platform.audit.list(as: test.me).map(\.action)
        var counts: [AuditAction: Int] = [:]
        for action in added { counts[action, default: 0] += 1 }
        for entry in before { counts[entry.action, default: 0] -= 1 }
        #expect(rehearsal.predictedChanges == counts.filter { $0.value != 0 })
        rehearsal.close()
    }

    @Test(arguments: [true, false])
    func `what a dry run of making an installation predicts is what its audit log then holds`(isDemo: Bool) async throws
    {
        var configuration = PlatformConfiguration(dataDirectory: TestPlatform.newFolder())
        defer { try? FileManager.default.removeItem(atPath: configuration.dataDirectory) }
        let me = Principal.operator(named: "test")
        configuration.isDryRun = true
        let predicted = try await Platform.initialise(
            configuration, rootKey: .file(path: "root.key"), isDemo: isDemo, as: me)
        #expect(!FileManager.default.fileExists(atPath: configuration.dataDirectory))
        configuration.isDryRun = false
        _ = try await Platform.initialise(configuration, rootKey: .file(path: "root.key"), isDemo: isDemo, as: me)
        let entries = try await Platform.open(configuration).audit.list(of: nil, as: me)
        #expect(Dictionary(entries.map { ($0.action, 1) }, uniquingKeysWith: +) == predicted.events)
    }
}
