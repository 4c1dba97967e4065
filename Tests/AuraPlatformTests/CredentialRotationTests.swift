import AuraPlatform
import AuraTestSupport
import Foundation
import Testing

/// A tenant's LLM key is replaced while calls go on (clause 3.6).
@Suite struct CredentialRotationTests {
    private static let old = "sk-canary-old-7d1f0a93c4b2"
    private static let new = "sk-canary-new-5e8b2c17f6a9"

    private func withKey(
        refuses: Bool = false, _ body: (TestPlatform, ObjectName, LoopbackVendor) async throws -> Void
    ) async throws {
        let answer = """
            {"id":"x","object":"chat.completion","model":"gpt-4o-mini","choices":[{"index":0,"message":\
            {"role":"assistant","content":"Yes."},"finish_reason":"stop"}],\
            "usage":{"prompt_tokens":12,"completion_tokens":7,"total_tokens":19}}
            """
        let headers = ["content-type": "application/json"]
        try await LoopbackVendor.run({ request, _ in
            if request.path.hasSuffix("/models") {
                return .whole(status: refuses ? 401 : 200, headers: headers, body: Array(#"{"data":[]}"#.utf8))
            }
            let reply = LoopbackVendor.Reply.whole(headers: headers, body: Array(answer.utf8))
            return request.header("authorization") == "Bearer \(Self.old)" ? reply.held : reply
        }) { vendor in
            let test = try await TestPlatform(vendorOrigin: vendor.origin)
            let acme = try await test.platform.tenants.create("acme", owner: "o@acme.example", as: test.me).tenant.name
            var draft = BotService.Draft()
            draft.model = ModelName(vendor: .openAI, model: "gpt-4o-mini")
            _ = try await test.platform.bots.create("helpdesk", draft, of: acme, as: test.me)
            _ = try await test.platform.credentials.set(
                SecretBytes(copying: Self.old.utf8), vendor: .openAI, isChecked: false, for: acme, as: test.me)
            try await body(test, acme, vendor)
        }
    }

    private func rotate(_ key: String, _ test: TestPlatform, _ acme: ObjectName, checked: Bool = false) async throws
        -> CredentialService.Rotation
    {
        try await test.platform.credentials.rotate(
            SecretBytes(copying: key.utf8), vendor: .openAI, isChecked: checked, for: acme, as: test.me)
    }

    @Test func `a call under way ends with the key it began with, the next one takes the new, and the old is shredded`()
        async throws
    {
        try await withKey { test, acme, vendor in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { _ = try await test.ask("Are you there?", by: "ann@x.example", of: acme) }
                // The call is at the vendor's before anything else happens.
                while vendor.requests.isEmpty { await Task.yield() }
                test.clock.advance(milliseconds: 1)
                let rotation = try await rotate(Self.new, test, acme)
                #expect(rotation.oldGoneAt == test.clock.wallClock.now.adding(milliseconds: 600_000))
                _ = try await test.ask("And now?", by: "bob@x.example", of: acme)
                vendor.release()
                try await group.waitForAll()
            }
            let sent = vendor.requests.compactMap { $0.header("authorization") }
            #expect(sent == ["Bearer \(Self.old)", "Bearer \(Self.new)"])
            let states = try await test.platform.credentials.list(of: acme, as: test.me).map(\.credential.state)
            #expect(states == [.active, .retiring])
            let actions = try await test.platform.audit.list(of: acme, as: test.me).map(\.action)
            #expect(actions.count { $0 == .keyOpened } == 2 && actions.count { $0 == .keyRotated } == 1)
            test.clock.advance(milliseconds: 599_999)
            try await test.reopened().close()
            #expect(try await test.platform.credentials.list(of: acme, as: test.me).last?.credential.state == .retiring)
            test.clock.advance(milliseconds: 1)
            let again = try await test.reopened { $0.additionalOrigins[.openAI] = vendor.origin }
            let after = try await again.credentials.list(of: acme, as: test.me).map(\.credential)
            #expect(after.map(\.state) == [.active, .revoked])
            let destroyed = try RawStore(path: test.folder + "/keyring.db")
                .column("SELECT keyId FROM wrappedKey WHERE state = 'destroyed'")
            #expect(destroyed == [after[1].ownerKey.description])
            let secrets = try RawStore(path: test.folder + "/aura.db")
                .column("SELECT COUNT(*) FROM credential WHERE secret IS NOT NULL")
            #expect(secrets == ["1"])
            _ = try await again.chat.send(ChatService.Question("Still?"), to: nil, of: acme, as: test.me)
        }
    }

    @Test func `a key that the vendor refuses, the same key again, or none to replace: nothing changes`() async throws {
        try await withKey(refuses: true) { test, acme, _ in
            await expect(.keyRefused) { try await rotate(Self.new, test, acme, checked: true) }
            await expect(.exists) { try await rotate(Self.old, test, acme) }
            await expect(.invalidInput) { try await rotate("", test, acme) }
            await expect(.notFound) {
                try await test.platform.credentials.rotate(
                    SecretBytes(copying: Self.new.utf8), vendor: .openAI, label: "other", isChecked: false, for: acme,
                    as: test.me)
            }
            await expect(.invalidInput) {
                try await test.platform.credentials.rotate(
                    SecretBytes(copying: Self.new.utf8), vendor: .openAI, grace: CalendarDuration(days: 2),
                    isChecked: false, for: acme, as: test.me)
            }
            let states = try await test.platform.credentials.list(of: acme, as: test.me).map(\.credential.state)
            #expect(states == [.active])
        }
    }

    @Test func `revoking takes the old key of a rotation, too`() async throws {
        try await withKey { test, acme, _ in
            _ = try await rotate(Self.new, test, acme)
            #expect(try await test.platform.credentials.revoke(.openAI, of: acme, as: test.me).count == 2)
            test.clock.advance(days: 1)
            let again = try await test.reopened()
            #expect(
                try await again.credentials.list(of: acme, as: test.me).allSatisfy { $0.credential.state == .revoked })
        }
    }
}
