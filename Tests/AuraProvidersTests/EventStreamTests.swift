import AuraCore
import AuraProviders
import AuraTestSupport
import Testing

/// What a stream may look like, and what it may not (FAULTS.md NT3, NT4).
@Suite struct EventStreamTests {
    static let hello = [Chunk.text("Grüße, "), Chunk.text("日本 👋🏽"), Chunk.finish("stop"), Chunk.usage(9, 4)]
    static let answer = "Grüße, 日本 👋🏽"

    static let spellings: [(name: String, text: String)] = [
        ("LF", hello.map { "data: \($0)\n\n" }.joined() + "data: [DONE]\n\n"),
        ("CR LF", hello.map { "data: \($0)\r\n\r\n" }.joined() + "data: [DONE]\r\n\r\n"),
        ("CR", hello.map { "data: \($0)\r\r" }.joined() + "data: [DONE]\r\r"),
        ("all three", hello.map { "data: \($0)\r\n\n" }.joined() + "data: [DONE]\r\r\n"),
        ("no space after the colon", hello.map { "data:\($0)\n\n" }.joined() + "data:[DONE]\n\n"),
        ("a byte order mark", "\u{FEFF}" + hello.map { "data: \($0)\n\n" }.joined() + "data: [DONE]\n\n"),
        (
            "comments, other fields, empty events",
            ": hi\n\n\n" + hello.map { "event: x\nid: 1\nretry: 5\nnonsense\n:\ndata: \($0)\n\n" }.joined()
                + "data\n\ndata:\n\ndatum: {\n\ndata: [DONE]\n\n"
        ),
        (
            "several data lines to an event",
            hello.map { "data: \($0.replacing("\"delta\"", with: "\ndata: \"delta\""))\n\n" }.joined()
                + "data: [DONE]\n\n"
        ),
        (
            "several data lines to an event, CR LF",
            hello.map { "data: \($0.replacing("\"delta\"", with: "\r\ndata: \"delta\""))\r\n\r\n" }.joined()
                + "data: [DONE]\r\n\r\n"
        ),
        ("no blank line at the end", hello.map { "data: \($0)\n\n" }.joined() + "data: [DONE]"),
        (
            "unknown fields and other choices",
            #"data: {"x":[1.5e3,{"y":null}],"choices":[{"index":1,"delta":{"content":"no"}}],"obfuscation":"ab"}"#
                + "\n\n" + hello.map { "data: \($0)\n\n" }.joined() + "data: [DONE]\n\n"
        ),
    ]

    @Test(arguments: spellings.map(\.name), [1, 2, 3, .max])
    func `every spelling of a stream is read, wherever it is cut`(name: String, size: Int) async throws {
        let text = try #require(Self.spellings.first { $0.name == name }).text
        let (result, deltas) = try await LoopbackVendor.outcome(of: .events(text, size: size))
        let completion = try result.get()
        #expect(completion.text == Self.answer)
        #expect(deltas == ["Grüße, ", "日本 👋🏽"])
        #expect(completion.usage == TokenUsage(input: 9, output: 4))
        #expect(completion.accuracy == .exact)
        #expect(completion.finishReason == .stop)
    }

    @Test func `of two usage blocks the last counts, never the sum`() async throws {
        let text = Chunk.stream(Chunk.usage(5, 1), Chunk.text("a"), Chunk.usage(7, 3), Chunk.finish("stop"), Chunk.done)
        let completion = try await LoopbackVendor.outcome(of: .events(text)).result.get()
        #expect(completion.usage == TokenUsage(input: 7, output: 3))
    }

    @Test(arguments: [
        Chunk.usage(0, 0), Chunk.usage(12, 0), Chunk.usage(-1, 5), #"{"choices":[],"usage":null}"#,
        #"{"choices":[],"usage":{"prompt_tokens":"9","completion_tokens":1.5}}"#,
    ])
    func `a count that cannot be true is replaced by an estimate`(usage: String) async throws {
        let text = Chunk.stream(Chunk.text("abcdefghij"), Chunk.finish("stop"), usage, Chunk.done)
        let completion = try await LoopbackVendor.outcome(of: .events(text)).result.get()
        #expect(completion.isUsageEstimated)
        #expect(completion.accuracy == .estimated)
        #expect(completion.usage.output == 3)
        #expect(completion.usage.input == TokenEstimate.usage(prompt: Calls.request().turns, answer: "").input)
    }

    @Test func `parts of a count never exceed the whole`() async throws {
        let usage =
            #"{"choices":[],"usage":{"prompt_tokens":5,"completion_tokens":4,"prompt_tokens_details":"#
            + #"{"cached_tokens":9},"completion_tokens_details":{"reasoning_tokens":3}}}"#
        let text = Chunk.stream(Chunk.text("a"), Chunk.finish("stop"), usage, Chunk.done)
        let completion = try await LoopbackVendor.outcome(of: .events(text)).result.get()
        #expect(completion.usage == TokenUsage(input: 5, output: 4, cachedInput: 5, reasoning: 3))
    }

    @Test(arguments: [
        ("stop", Completion.FinishReason.stop), ("length", .length), ("content_filter", .contentFilter),
        ("tool_calls", .unknown("tool_calls")), ("new_reason", .unknown("new_reason")),
        ("has spaces\\u001b[31m", .unknown("")),
    ])
    func `a finish reason that is not known is kept`(word: String, reason: Completion.FinishReason) async throws {
        let text = Chunk.stream(Chunk.text("a"), Chunk.finish(word), Chunk.usage(1, 1), Chunk.done)
        #expect(try await LoopbackVendor.outcome(of: .events(text)).result.get().finishReason == reason)
    }

    @Test func `a streamed refusal is the answer's text and its reason`() async throws {
        let refusal = #"{"choices":[{"index":0,"delta":{"refusal":"I can't."},"finish_reason":null}]}"#
        let text = Chunk.stream(refusal, Chunk.finish("stop"), Chunk.usage(3, 3), Chunk.done)
        let (result, deltas) = try await LoopbackVendor.outcome(of: .events(text))
        #expect(try result.get().text == "I can't.")
        #expect(deltas == ["I can't."])
        #expect(try result.get().finishReason == .refusal)
    }

    static let words = ["server_is_overloaded", "insufficient_quota", "context_length_exceeded", "never_heard_of"]
    static let meanings: [ProviderError.Code] = [.overloaded, .notPermitted, .contextTooLong, .failed]

    @Test(arguments: zip(words, meanings))
    func `an error inside a stream ends it`(word: String, code: ProviderError.Code) async throws {
        let error = #"{"error":{"message":"secret words","type":"\#(word)","param":null,"code":null}}"#
        let early = try await LoopbackVendor.outcome(of: .events(Chunk.stream(error, Chunk.done)))
        #expect(early.result.failure == ProviderError(code, wasSent: true))

        let late = try await LoopbackVendor.outcome(
            of: .events(Chunk.stream(Chunk.text("so far"), error, Chunk.text("never"), Chunk.done)))
        #expect(try late.result.get().text == "so far")
        #expect(try late.result.get().interruption == code)
        #expect(late.deltas == ["so far"])
    }

    @Test func `a recorded error inside an ordinary chunk is an error`() async throws {
        for exchange in try Fixtures.exchanges(in: ["openai-compatible"], prefixes: ["openrouter-stream-error"]) {
            let reply = LoopbackVendor.Reply.chunked(headers: exchange.headers, parts: [exchange.body])
            #expect(try await LoopbackVendor.outcome(of: reply).result.failure?.code == .badRequest)
        }
    }

    static let faults = [
        "", ": nothing but comments\n\n", "no data at all\n\n", "data: <html>\n\n", "data: {\"choices\":[\n\n",
        "data: 7\n\n", "data: {\"a\":1,\"a\":2}\n\n", "data: {\"n\":1e400,\"m\":\"\\ud800\"}\n\n",
        "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":[1]}}]}\n\n",
        "data: " + String(repeating: "[", count: 100) + "\n\n", Chunk.stream(Chunk.usage(1, 1)),
    ]

    @Test(arguments: faults)
    func `what is no answer is a violation, and before the first delta an error`(text: String) async throws {
        for end in ["", "data: [DONE]\n\n"] {
            let (result, deltas) = try await LoopbackVendor.outcome(of: .events(text + end))
            #expect(result.failure == ProviderError(.protocolViolation, wasSent: true))
            #expect(deltas.isEmpty)
        }
    }

    @Test(arguments: faults)
    func `what came before a violation stays, marked as broken off`(text: String) async throws {
        let start = Chunk.stream(Chunk.text("kept"))
        let (result, deltas) = try await LoopbackVendor.outcome(of: .events(start + text))
        let completion = try result.get()
        #expect(completion.text == "kept")
        #expect(deltas == ["kept"])
        #expect(completion.interruption == .protocolViolation)
        #expect(completion.accuracy == .partial)
    }

    @Test func `bytes that are no UTF-8 are a violation`() async throws {
        let parts = [Array("data: {\"model\":\"".utf8), [0xC3, 0x28], Array("\"}\n\ndata: [DONE]\n\n".utf8)]
        let reply = LoopbackVendor.Reply.chunked(headers: ["content-type": "text/event-stream"], parts: parts)
        #expect(try await LoopbackVendor.outcome(of: reply).result.failure?.code == .protocolViolation)
    }

    @Test func `a stream without its end is broken off even after a finish reason`() async throws {
        let text = Chunk.stream(Chunk.text("all of it"), Chunk.finish("stop"), Chunk.usage(3, 2))
        let completion = try await LoopbackVendor.outcome(of: .events(text)).result.get()
        #expect(completion.interruption == .protocolViolation)
        #expect(completion.finishReason == .stop)
        #expect(completion.usage == TokenUsage(input: 3, output: 2))
        #expect(completion.isPartial)
    }

    @Test(arguments: [
        "data: " + String(repeating: "x", count: 3_000),
        String(repeating: "data: " + String(repeating: "x", count: 900) + "\n", count: 3),
        ":" + String(repeating: "x", count: 3_000),
    ])
    func `a line or an event beyond the limit ends the stream`(text: String) async throws {
        var limits = ChatClient.Limits()
        limits.lineBytes = 2_000
        let start = Chunk.stream(Chunk.text("kept"))
        let completion = try await LoopbackVendor.outcome(of: .events(start + text), limits: limits).result.get()
        #expect(completion.text == "kept")
        #expect(completion.interruption == .tooLarge)
    }

    @Test func `a line of a megabyte is read`() async throws {
        let long = String(repeating: "ab ", count: 340_000)
        let text = Chunk.stream(Chunk.text(long), Chunk.finish("stop"), Chunk.usage(1, 1), Chunk.done)
        #expect(try await LoopbackVendor.outcome(of: .events(text, size: 65_536)).result.get().text == long)
    }
}
