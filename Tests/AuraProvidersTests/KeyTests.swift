import AuraCore
import AuraProviders
import AuraTestSupport
import Testing

/// A tenant's key: where it goes, and where it never does (FAULTS.md NT6, SE1; clauses 3.1–3.4).
@Suite struct KeyTests {
    @Test(arguments: [301, 302, 303, 307, 308, 300, 304])
    func `a redirect is an error, and the key never leaves its origin`(status: Int) async throws {
        try await LoopbackVendor.run({ _, _ in .json(AnswerFormTests.whole) }) { other in
            let targets = [
                other.origin + "/v1/chat/completions", "http://169.254.169.254/", "https://127.0.0.1:\(other.port)/",
                "/v2",
            ]
            for target in targets {
                let reply = LoopbackVendor.Reply.whole(status: status, headers: ["location": target])
                try await LoopbackVendor.run({ _, _ in reply }) { vendor in
                    let registry = Calls.registry(at: vendor.origin)
                    let provider = try registry.provider(for: .openAI, origin: vendor.origin)
                    let (result, deltas) = await Calls.outcome(with: provider)
                    #expect(result.failure == ProviderError(.redirected, wasSent: true))
                    #expect(deltas.isEmpty)
                    let check = await registry.checkKey(Calls.key, for: .openAI, origin: vendor.origin)
                    #expect(check == .undecided(ProviderError(.redirected, wasSent: true)))
                    #expect(vendor.requests.count == 2)
                }
            }
            #expect(other.connections == 0)
            #expect(other.requests.isEmpty)
        }
    }

    @Test(arguments: [
        "", "sk-a b", "sk-a\r\nx-injected: 1", "sk-a\n", "sk-\u{0}", "sk-\u{7F}", "sk-ü", "\u{FEFF}sk-a",
    ])
    func `what cannot be a key is refused before anything is dialled`(text: String) async throws {
        try await LoopbackVendor.run({ _, _ in .json(AnswerFormTests.whole) }) { vendor in
            let key = SecretBytes(copying: Array(text.utf8))
            let registry = Calls.registry(at: vendor.origin)
            let provider = try registry.provider(for: .openAI, origin: vendor.origin)
            let result = await Calls.outcome(with: provider, key: key).result
            #expect(result.failure == ProviderError(.keyRefused, wasSent: false))
            #expect(await registry.checkKey(key, for: .openAI, origin: vendor.origin) == .refused)
            #expect(vendor.connections == 0)
        }
    }

    @Test func `a call without a key is not made`() async throws {
        try await LoopbackVendor.run({ _, _ in .json(AnswerFormTests.whole) }) { vendor in
            let result = await Calls.outcome(with: try Calls.provider(at: vendor.origin), key: nil).result
            #expect(result.failure == ProviderError(.keyRefused, wasSent: false))
            #expect(vendor.connections == 0)
        }
    }

    @Test(arguments: [
        (200, KeyCheck.accepted), (401, .refused), (403, .undecided(ProviderError(.notPermitted, wasSent: true))),
        (500, .undecided(ProviderError(.failed, wasSent: true))),
    ])
    func `a vendor is asked for its models to check a key`(status: Int, check: KeyCheck) async throws {
        try await LoopbackVendor.run({ _, _ in .json(#"{"object":"list","data":[]}"#, status: status) }) { vendor in
            let registry = Calls.registry(at: vendor.origin)
            #expect(await registry.checkKey(Calls.key, for: .openAI, origin: vendor.origin) == check)
            let request = try #require(vendor.requests.first)
            #expect(request.method == "GET")
            #expect(request.path == "/v1/models")
            #expect(request.body.isEmpty)
            #expect(request.header("authorization") == "Bearer " + Calls.keyText)
        }
    }

    @Test func `a page of a proxy is not the vendor's word on a key`() async throws {
        let page = LoopbackVendor.Reply.whole(headers: ["content-type": "text/html"], body: Array("Sign in".utf8))
        try await LoopbackVendor.run({ _, _ in page }) { vendor in
            let check = await Calls.registry(at: vendor.origin).checkKey(Calls.key, for: .openAI, origin: vendor.origin)
            #expect(check == .undecided(ProviderError(.protocolViolation, wasSent: true)))
        }
    }

    @Test func `a vendor that cannot be reached leaves a key undecided`() async throws {
        let origin = try await LoopbackVendor.run({ _, _ in .whole() }) { $0.origin }
        let check = await Calls.registry(at: origin).checkKey(Calls.key, for: .openAI, origin: origin)
        #expect(check == .undecided(ProviderError(.unreachable, wasSent: false)))
    }

    @Test(arguments: [200, 400, 401, 403, 404, 429, 500, 503])
    func `no key, prompt or vendor's words are in what a failed call leaves behind`(status: Int) async throws {
        let echo: LoopbackVendor.Script = { request, _ in
            let words = (request.header("authorization") ?? "") + String(decoding: request.body, as: UTF8.self)
            return .json(
                #"{"error":{"message":\#(JSONValue.string(words).line),"code":"c","type":"t"}}"#, status: status)
        }
        try await LoopbackVendor.run(echo) { vendor in
            let registry = Calls.registry(at: vendor.origin)
            let provider = try registry.provider(for: .openAI, origin: vendor.origin)
            let key = Calls.key
            let error = try #require(await Calls.outcome(with: provider, key: key).result.failure)
            let check = await registry.checkKey(key, for: .openAI, origin: vendor.origin)
            #expect(vendor.requests.contains { $0.header("authorization")?.contains(Calls.keyText) == true })
            for thing in [error, check, provider, registry, key] as [Any] {
                var dumped = ""
                dump(thing, to: &dumped)
                for text in [String(describing: thing), String(reflecting: thing), "\(thing)", dumped] {
                    #expect(!text.contains("canary"))
                    #expect(!text.contains("geht"))
                    #expect(!text.contains("message"))
                }
            }
        }
    }
}
