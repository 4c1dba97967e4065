import AuraPlatform
import AuraTestSupport
import Testing

/// A call to a vendor whose process ended before it could count it (FAULTS.md §2, I14).
@Suite struct LostCallTests {
    @Test func `a call that was cut off is counted a quarter of an hour later, and once`() async throws {
        try await VendorTurnTests().withVendor(VendorTurnTests.answer("You have 30 days, see [1].")) {
            test, acme, vendor in
            // The store goes while the answer is read, as it does when the process is killed.
            await expect(.internalFailure) {
                try await test.platform.chat.send(.init("How do refunds work?"), to: nil, of: acme, as: test.me) {
                    (_) async throws(CancellationError) in test.platform.close()
                }
            }
            test.clock.advance(milliseconds: 15 * 60_000 - 1)
            #expect(try await usage(of: acme, test).calls == 0)
            test.clock.advance(milliseconds: 1)
            let counted = try await usage(of: acme, test, [.openAI: vendor.origin])
            #expect(counted.calls == 1 && counted.inputTokens > 0 && counted.outputTokens == 0)
            test.clock.advance(days: 1)
            #expect(try await usage(of: acme, test).calls == 1)
            let raw = RawStore(path: test.folder + "/aura.db")
            #expect(try raw.column("SELECT accuracy FROM usage") == ["estimated"])
            #expect(try raw.column("SELECT recipient FROM disclosure") == ["local"])
            #expect(try raw.column("SELECT jobId FROM job").isEmpty)
        }
    }

    @Test func `a call to a vendor who is in no register any more is counted too`() async throws {
        try await VendorTurnTests().withVendor(VendorTurnTests.answer("Yes.")) { test, acme, _ in
            await expect(.internalFailure) {
                try await test.platform.chat.send(.init("How do refunds work?"), to: nil, of: acme, as: test.me) {
                    (_) async throws(CancellationError) in test.platform.close()
                }
            }
            test.clock.advance(days: 1)
            let counted = try await usage(of: acme, test)
            #expect(counted.calls == 1)
        }
    }

    @Test func `a call that never left this machine is not counted, now or later`() async throws {
        let test = try await TestPlatform(vendorOrigin: "http://127.0.0.1:1")
        let acme = try await test.acme()
        var draft = BotService.Draft()
        draft.model = ModelName(vendor: .openAI, model: "gpt-4o-mini")
        let remote = try await test.platform.bots.create("remote", draft, of: acme, as: test.me).bot.name
        _ = try await test.platform.credentials.set(
            SecretBytes(copying: VendorTurnTests.key.utf8), vendor: .openAI, isChecked: false, for: acme, as: test.me)
        await expect(.vendorFailed) {
            try await test.platform.chat.send(.init("How do refunds work?"), to: remote, of: acme, as: test.me)
        }
        #expect(try await test.platform.audit.list(of: acme, as: test.me).last?.action == .turnUnsent)
        test.platform.close()
        test.clock.advance(days: 1)
        #expect(try await usage(of: acme, test).calls == 0)
        #expect(try RawStore(path: test.folder + "/aura.db").column("SELECT jobId FROM job").isEmpty)
    }

    /// What a program that starts now finds.
    private func usage(
        of tenant: ObjectName, _ test: TestPlatform, _ origins: [Vendor: String] = [:]
    ) async throws -> UsageService.Summary {
        let platform = try await test.reopened { $0.additionalOrigins = origins }
        defer { platform.close() }
        return try await platform.usage.show(of: tenant, as: test.me)
    }
}
