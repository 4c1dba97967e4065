import AuraPlatform
import AuraTestSupport
import Foundation
import Testing

/// A turn with an LLM vendor, over real HTTP on this machine: the key for that call alone, usage, disclosure, audit.
@Suite struct VendorTurnTests {
    static let key = "sk-canary-7d1f0a93c4b2TOPSECRETKEY"

    @Test func `a vendor's answer is stored with its exact usage, and the key was opened and audited once`()
        async throws
    {
        try await withVendor(Self.answer("You have 30 days, see [1].")) { test, acme, vendor in
            let turn = try await test.ask("How many days do I have to return an item?", by: "ann@x.example", of: acme)
            #expect(turn.answer == "You have 30 days, see [1].")
            #expect(turn.isGrounded)
            #expect(turn.citations.map(\.number) == [1])
            #expect((turn.usage.input, turn.usage.output) == (12, 7))
            #expect(turn.accuracy == .exact)
            #expect(vendor.requests.count == 1)
            #expect(vendor.requests[0].header("authorization") == "Bearer \(Self.key)")
            let actions = try await test.platform.audit.list(of: acme, as: test.me).map(\.action)
            #expect(actions.count { $0 == .keyOpened } == 1)
            #expect(
                try await test.platform.policy.verify(as: test.me).allSatisfy {
                    $0.state != .failed || $0.control == .vendorTLS
                })
            #expect(test.files(containing: Self.key).isEmpty)
        }
    }

    @Test func `passages go as data between markers, and no other tenant's text goes at all`() async throws {
        try await withVendor(Self.answer("I do not know.")) { test, acme, vendor in
            let other = try await test.platform.tenants.create("other", owner: "o@o.example", as: test.me).tenant.name
            _ = try await test.platform.bots.create("bot", of: other, as: test.me)
            _ = try await test.platform.documents.add(
                .init(bytes: Array("# Refunds\n\nWe refund in zlotys within 30 days.".utf8), mediaType: .markdown),
                to: nil, of: other, as: test.me)
            let turn = try await test.ask("How many days do I have to return an item?", of: acme)
            #expect(!turn.isGrounded)
            let sent = String(decoding: try #require(vendor.requests.first).body, as: UTF8.self)
            #expect(sent.contains("within 30 days of delivery"))
            #expect(!sent.contains("zlotys"))
        }
    }

    @Test(arguments: [(401, PlatformError.Code.keyRefused), (404, .vendorFailed), (302, .vendorFailed)])
    func `a refused call stores no message, counts nothing, and says what to do`(
        status: Int, code: PlatformError.Code
    ) async throws {
        let reply = LoopbackVendor.Reply.whole(status: status, headers: ["location": "http://127.0.0.1:1/"])
        try await withVendor(reply) { test, acme, _ in
            await expect(code) { try await test.ask("How do refunds work?", by: "ann@x.example", of: acme) }
            #expect(try await test.platform.conversations.list(of: acme, as: test.me).isEmpty)
            let usage = try await test.platform.usage.show(of: acme, as: test.me)
            #expect((usage.calls, usage.inputTokens) == (1, 0))
        }
    }

    @Test func `a bot without a key is refused before anything is sent`() async throws {
        try await withVendor(Self.answer("never"), hasKey: false) { test, acme, vendor in
            await expect(.keyRefused) { try await test.ask("How do refunds work?", of: acme) }
            #expect(vendor.requests.isEmpty)
        }
    }

    @Test func `a revoked key is never sent again`() async throws {
        try await withVendor(Self.answer("Yes.")) { test, acme, vendor in
            _ = try await test.platform.credentials.revoke(.openAI, of: acme, as: test.me)
            await expect(.keyRefused) { try await test.ask("How do refunds work?", of: acme) }
            #expect(vendor.requests.isEmpty)
            let key = try await test.platform.credentials.show(.openAI, of: acme, as: test.me)
            #expect(key.credential.state == .revoked)
            #expect(key.lastFour == nil)
        }
    }

    @Test func `a key that the vendor does not accept is not stored`() async throws {
        try await withVendor(.whole(status: 401), hasKey: false) { test, acme, _ in
            await expect(.keyRefused) {
                try await test.platform.credentials.set(
                    SecretBytes(copying: Self.key.utf8), vendor: .openAI, for: acme, as: test.me)
            }
            let stored = try await test.platform.credentials.list(of: acme, as: test.me)
            #expect(stored.isEmpty)
        }
    }

    @Test func `whoever goes away in the middle of an answer leaves one call that is counted, and no message`()
        async throws
    {
        let piece =
            #"data: {"id":"x","object":"chat.completion.chunk","model":"gpt-4o-mini","choices":[{"index":0,"delta":{"content":"You have"}}]}"#
        let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n"
        let reply = LoopbackVendor.Reply(pieces: [Array((head + piece + "\n\n").utf8)], ending: .stall)
        try await withVendor(reply) { test, acme, vendor in
            await expect(.cancelled) {
                try await test.platform.chat.send(.init("How do refunds work?"), to: nil, of: acme, as: test.me) {
                    (_) async throws(CancellationError) in throw CancellationError()
                }
            }
            await vendor.waitForHangUp()
            #expect(try await test.platform.conversations.list(of: acme, as: test.me).isEmpty)
            let usage = try await test.platform.usage.show(of: acme, as: test.me)
            #expect(usage.calls == 1 && usage.inputTokens > 0 && usage.outputTokens > 0)
            #expect(try await test.platform.audit.list(of: acme, as: test.me).contains { $0.action == .turnCounted })
        }
    }

    static func answer(_ text: String) -> LoopbackVendor.Reply {
        let body = """
            {"id":"x","object":"chat.completion","model":"gpt-4o-mini","choices":[{"index":0,"message":{"role":"assistant",\
            "content":"\(text)"},"finish_reason":"stop"}],"usage":{"prompt_tokens":12,"completion_tokens":7,"total_tokens":19}}
            """
        return .whole(headers: ["content-type": "application/json"], body: Array(body.utf8))
    }

    /// Tenant `acme` whose bot asks a vendor on this machine, without streaming.
    func withVendor(
        _ reply: LoopbackVendor.Reply, hasKey: Bool = true,
        _ body: (TestPlatform, ObjectName, LoopbackVendor) async throws -> Void
    ) async throws {
        try await LoopbackVendor.run({ _, _ in reply }) { vendor in
            let test = try await TestPlatform(vendorOrigin: vendor.origin)
            let acme = try await test.platform.tenants.create("acme", owner: "o@acme.example", as: test.me).tenant.name
            var draft = BotService.Draft()
            draft.model = ModelName(vendor: .openAI, model: "gpt-4o-mini")
            _ = try await test.platform.bots.create("helpdesk", draft, of: acme, as: test.me)
            _ = try await test.platform.documents.add(
                .init(bytes: Array(TestPlatform.refunds.utf8), mediaType: .markdown), to: nil, of: acme, as: test.me)
            if hasKey {
                _ = try await test.platform.credentials.set(
                    SecretBytes(copying: Self.key.utf8), vendor: .openAI, isChecked: false, for: acme, as: test.me)
            }
            try await body(test, acme, vendor)
        }
    }
}
