import AuraCore
import AuraProviders
import Testing

/// Which origins are read, and which of them may be dialled.
@Suite struct VendorOriginTests {
    @Test(arguments: [
        ("https://api.openai.com", false), ("https://a", false), ("https://xn--bcher-kva.example:8443", false),
        ("https://1and1.example", false), ("https://127.0.0.1", true), ("https://[::1]:9000", true),
        ("http://127.0.0.1", true), ("http://127.0.0.1:8080", true), ("http://[::1]:1", true),
        ("https://a.b:80", false), ("http://127.0.0.1:443", true), ("https://a.b:65535", false),
    ])
    func `an exact origin is read and written alike`(text: String, isLoopback: Bool) throws {
        let origin = try #require(VendorOrigin(text))
        #expect(origin.description == text)
        #expect(origin.isLoopback == isLoopback)
    }

    @Test(arguments: [
        "", "https://", "https:///", "api.openai.com", "HTTPS://api.openai.com", "https://API.openai.com",
        "https://api.openai.com/", "https://api.openai.com/v1", "https://api.openai.com?x", "https://api.openai.com#x",
        "https://api.openai.com.", "https://.openai.com", "https://api..com", "https://-a.com", "https://a-.com",
        "https://user@api.openai.com", "https://user:pw@api.openai.com", "https://api.openai.com:443",
        "https://api.openai.com:", "https://api.openai.com:0", "https://api.openai.com:08443",
        "https://api.openai.com:65536", "https://api.openai.com:99999999999999999999", "https://api.openai.com:+80",
        "https://api.openai.com:80:81", "http://api.openai.com", "http://localhost", "http://127.0.0.1:80",
        "http://127.0.0.2", "http://127.0.0.1.example", "http://[::1]:80", "http://[::2]", "http://[::1",
        "https://[::2]",
        "https://169.254.169.254", "https://10.0.0.1", "https://127.1", "https://2130706433", "https://0x7f.1",
        "https://1.2.3.4.", "https://bücher.example", "https://api.openai.com\n", " https://api.openai.com",
        "https://api.openai.com\r\nx: y", "https://api.openai.com\u{0}", "https://a_b.com", "https://a%2eb.com",
        "ftp://127.0.0.1", "https://" + String(repeating: "a", count: 64) + ".com",
        "https://" + String(repeating: "a.", count: 130) + "com",
    ])
    func `every other spelling is no origin`(text: String) {
        #expect(VendorOrigin(text) == nil)
    }

    static let vendor = Recipient(
        id: "openai", name: "OpenAI", vendor: .openAI, origins: ["https://api.openai.com"], country: "US",
        categories: [.conversation], clause: Clause(4, 2))
    static let payment = Recipient(
        id: "stripe", name: "Stripe", vendor: nil, origins: ["https://api.stripe.com"], country: "US",
        categories: [.billing], clause: Clause(4, 1))
    static let refused = ProviderError(.notPermitted, wasSent: false)

    @Test func `the register permits a vendor's own origin and nothing else`() throws {
        let register = OutboundRegister(recipients: [Self.payment, Self.vendor])
        #expect(try register.permit("https://api.openai.com", for: .openAI).recipient == Self.vendor)
        for other in [
            "https://api.openai.com:8443", "https://api.openai.com.example", "http://127.0.0.1:1", "x",
            "https://api.stripe.com",
        ] {
            #expect(throws: Self.refused) { try register.permit(other, for: .openAI) }
        }
        #expect(throws: Self.refused) { try register.permit("https://api.openai.com", for: .aura) }
        #expect(throws: Self.refused) { try OutboundRegister().permit("https://api.openai.com", for: .openAI) }
    }

    @Test func `an operator's origin is permitted only on this machine, and only as it is written`() throws {
        let origins = ["http://127.0.0.1:8080", "https://evil.example"].compactMap { VendorOrigin($0) }
        let register = OutboundRegister(recipients: [Self.vendor], localOrigins: origins)
        #expect(try register.permit("http://127.0.0.1:8080", for: .openAI).recipient.id == "local")
        for other in ["https://evil.example", "http://127.0.0.1:8081", "https://127.0.0.1:8080"] {
            #expect(throws: Self.refused) { try register.permit(other, for: .openAI) }
        }
    }
}
