import AuraCore
import AuraProviders
import AuraTestSupport
import Testing

/// What goes over the wire to a vendor.
@Suite struct OpenAIRequestTests {
    /// Sends one request, and returns it as it arrived.
    private func sent(_ request: ChatRequest) async throws -> LoopbackVendor.Request {
        try await LoopbackVendor.run({ _, _ in .json(AnswerFormTests.whole) }) { vendor in
            _ = await Calls.outcome(of: request, with: try Calls.provider(at: vendor.origin))
            return try #require(vendor.requests.first)
        }
    }

    @Test func `a streamed request is Chat Completions to the letter`() async throws {
        let request = try await sent(Calls.request(temperatureMilli: 700))
        #expect(request.method == "POST")
        #expect(request.path == "/v1/chat/completions")
        #expect(request.header("authorization") == "Bearer " + Calls.keyText)
        #expect(request.header("content-type") == "application/json")
        #expect(request.header("accept") == "text/event-stream")
        #expect(request.header("accept-encoding") == "identity")
        #expect(
            String(decoding: request.body, as: UTF8.self)
                == #"{"model":"gpt-4o-mini","messages":[{"role":"system","content":"Answer \"briefly\"."},"#
                + #"{"role":"user","content":"Wie geht’s?\n\u0001"}],"max_completion_tokens":256,"store":false,"#
                + #""stream":true,"stream_options":{"include_usage":true},"temperature":0.7}"#)
    }

    @Test func `a request that is not streamed asks for no stream, and for no temperature if none is given`()
        async throws
    {
        let request = try await sent(Calls.request(streams: false))
        let body = try JSONValue(parsing: request.body)
        #expect(request.header("accept") == "application/json")
        #expect(body["stream"]?.bool == false)
        #expect(body["stream_options"] == nil)
        #expect(body["temperature"] == nil)
    }

    @Test(arguments: [
        (0, "0"), (1, "0.001"), (10, "0.01"), (100, "0.1"), (700, "0.7"), (1_000, "1"), (1_050, "1.05"), (2_000, "2"),
    ])
    func `thousandths become an exact decimal number`(temperature: Int, text: String) async throws {
        let request = try await sent(Calls.request(temperatureMilli: temperature))
        #expect(String(decoding: request.body, as: UTF8.self).hasSuffix(",\"temperature\":\(text)}"))
    }

    @Test(arguments: [
        Calls.request(temperatureMilli: -1), Calls.request(temperatureMilli: 2_001),
        Calls.request(temperatureMilli: .min), Calls.request(maximumOutputTokens: 0),
    ])
    func `a request that makes no sense is not sent`(request: ChatRequest) async throws {
        try await LoopbackVendor.run({ _, _ in .json(AnswerFormTests.whole) }) { vendor in
            let result = await Calls.outcome(of: request, with: try Calls.provider(at: vendor.origin)).result
            #expect(result.failure == ProviderError(.badRequest, wasSent: false))
            #expect(vendor.connections == 0)
        }
    }
}
