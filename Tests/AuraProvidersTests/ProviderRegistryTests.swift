import AuraCore
import AuraProviders
import AuraTestSupport
import Testing

@Suite struct ProviderRegistryTests {
    @Test func `each vendor has its provider, bound to an origin of the register`() throws {
        let registry = ProviderRegistry(register: OutboundRegister(recipients: [VendorOriginTests.vendor]))
        #expect(try registry.provider(for: .aura, origin: nil) is ExtractiveProvider)
        #expect(try registry.provider(for: .openAI, origin: "https://api.openai.com") is OpenAIProvider)
        #expect(try registry.recipient(for: .aura, origin: nil) == nil)
        #expect(try registry.recipient(for: .openAI, origin: "https://api.openai.com") == VendorOriginTests.vendor)
    }

    @Test(arguments: ["https://api.anthropic.com", "https://api.openai.com/", "http://127.0.0.1:9", "", nil])
    func `an origin that is not in the register gets no provider and no key`(origin: String?) async throws {
        try await LoopbackVendor.run({ _, _ in .whole() }) { vendor in
            let registry = Calls.registry(at: vendor.origin)
            let refused = ProviderError(.notPermitted, wasSent: false)
            #expect(throws: refused) { try registry.provider(for: .openAI, origin: origin) }
            #expect(throws: refused) { try registry.recipient(for: .openAI, origin: origin) }
            #expect(await registry.checkKey(Calls.key, for: .openAI, origin: origin) == .undecided(refused))
            #expect(vendor.connections == 0)
        }
    }

    @Test func `the built-in provider needs no key`() async {
        #expect(
            await ProviderRegistry(register: OutboundRegister()).checkKey(Calls.key, for: .aura, origin: nil)
                == .accepted)
    }
}
