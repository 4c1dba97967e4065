import AuraPlatform
import Testing

/// What people type: a clear error, and nothing changed.
@Suite struct BadInputTests {
    @Test(arguments: ["", "a/b", "--force", "Acme", "9lives", String(repeating: "a", count: 300), "ä", "a b"])
    func `a name that is no name is refused`(name: String) async throws {
        let test = try await TestPlatform()
        await expect(.invalidInput) {
            try await test.platform.tenants.create(name, owner: "a@b.example", as: test.me)
        }
        #expect(try await test.platform.tenants.list(as: test.me).isEmpty)
    }

    @Test func `a name that exists is a conflict unless it is the same tenant and may be there`() async throws {
        let test = try await TestPlatform()
        _ = try await test.acme()
        await expect(.exists) {
            try await test.platform.tenants.create("acme", owner: "olga@acme.example", as: test.me)
        }
        await expect(.exists) {
            try await test.platform.tenants.create("acme", owner: "eve@acme.example", ifMissing: true, as: test.me)
        }
        let again = try await test.platform.tenants.create(
            "acme", owner: "olga@acme.example", ifMissing: true, as: test.me)
        #expect(!again.isNew)
    }

    @Test(arguments: ["", "nobody", "a@", "@b", "a@b@c", "a b@c.example", "a\u{0}@b.example"])
    func `an owner without an e-mail address is refused`(email: String) async throws {
        let test = try await TestPlatform()
        await expect(.invalidInput) { try await test.platform.tenants.create("acme", owner: email, as: test.me) }
    }

    @Test(arguments: [
        [], Array("sk-abc\ndef".utf8), Array("sk-abc\u{0}def".utf8), [UInt8](repeating: 0x61, count: 1 << 20),
        Array("sk abc".utf8), Array("ſk".utf8),
    ])
    func `a key that no vendor gives out is refused and nothing of it is kept`(bytes: [UInt8]) async throws {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        await expect(.invalidInput) {
            try await test.platform.credentials.set(
                SecretBytes(copying: bytes), vendor: .openAI, isChecked: false, for: acme, as: test.me)
        }
        #expect(try await test.platform.credentials.list(of: acme, as: test.me).isEmpty)
    }

    @Test func `a document that holds no text is refused`() async throws {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        let bad: [[UInt8]] = [
            [], Array(" \n\t ".utf8), [0, 1, 2, 3, 0, 255], [0xC3, 0x28, 0x61],
            [UInt8](repeating: 0x61, count: Limits.documentBytes + 1),
        ]
        for bytes in bad {
            await expect(.invalidInput) {
                try await test.platform.documents.add(
                    .init(bytes: bytes, mediaType: .plain, name: "bad.txt"), to: nil, of: acme, as: test.me)
            }
        }
        #expect(try await test.platform.documents.list(of: acme, as: test.me).count == 1)
    }

    @Test(arguments: ["", "   \n", "\u{1B}\u{7}", String(repeating: "why ", count: 300_000)])
    func `a question without words or beyond the limit is refused and leaves no row`(text: String) async throws {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        await expect(.invalidInput) { try await test.ask(text, of: acme) }
        #expect(try await test.platform.conversations.list(of: acme, as: test.me).isEmpty)
        #expect(try await test.platform.usage.show(of: acme, as: test.me).calls == 0)
    }

    @Test func `unknown tenants, bots, documents, conversations and people are not found`() async throws {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        let nobody = try #require(ObjectName("nobody"))
        await expect(.notFound) { try await test.platform.bots.list(of: nobody, as: test.me) }
        await expect(.notFound) { try await test.platform.bots.show("nobody", of: acme, as: test.me) }
        await expect(.notFound) {
            try await test.platform.documents.show(.make(at: test.clock.wallClock.now), of: acme, as: test.me)
        }
        await expect(.notFound) {
            try await test.platform.conversations.show(.make(at: test.clock.wallClock.now), of: acme, as: test.me)
        }
        await expect(.notFound) { try await test.platform.subjects.find("nobody@x.example", of: acme, as: test.me) }
        await expect(.notFound) { try await test.platform.subjects.erase("nobody", of: acme, as: test.me) }
        await expect(.notFound) { try await test.platform.credentials.revoke(.openAI, of: acme, as: test.me) }
    }

    @Test func `a plan that no longer lists what is due is stale`() async throws {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        let turn = try await test.ask("How do refunds work?", by: "ann@x.example", of: acme)
        test.clock.advance(days: 91)
        var options = RetentionService.PurgeOptions()
        options.plan = try await test.platform.retention.plan(as: test.me).id
        options.acceptsClockJump = true
        let conversation = try #require(turn.conversation)
        _ = try await test.platform.conversations.delete(conversation, of: acme, as: test.me)
        let stale = options
        await expect(.planStale) { try await test.platform.retention.purge(stale, as: test.me) }
    }

    @Test func `the only owner of a workspace is not erased`() async throws {
        let test = try await TestPlatform()
        let acme = try await test.acme()
        guard
            case .refused(let refusal) = try await test.platform.subjects.erase(
                "olga@acme.example", of: acme, as: test.me)
        else {
            Issue.record("the only owner was erased")
            return
        }
        #expect(refusal.clause == Clause(6, 3))
        #expect(try await test.platform.members.list(of: acme, as: test.me).count == 1)
    }
}

/// Expects a platform error of this code.
func expect<T>(
    _ code: PlatformError.Code, sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () async throws -> T
) async {
    do {
        _ = try await body()
        Issue.record("no error, where \(code) was expected", sourceLocation: sourceLocation)
    } catch let error as PlatformError {
        #expect(error.code == code, sourceLocation: sourceLocation)
    } catch {
        Issue.record("\(error) is no PlatformError", sourceLocation: sourceLocation)
    }
}
