import AuraCore
import AuraProviders
import AuraTestSupport
import Testing

/// Answers that are no stream, or not what was asked for (FAULTS.md NT5, NT9).
@Suite struct AnswerFormTests {
    static let whole =
        #"{"model":"m-1","choices":[{"index":0,"message":{"content":"Yes."},"finish_reason":"stop"}],"#
        + #""usage":{"prompt_tokens":4,"completion_tokens":2}}"#

    @Test(arguments: [true, false])
    func `an answer is read by its own type, not by the one asked for`(streams: Bool) async throws {
        let stream = Chunk.stream(Chunk.text("Yes."), Chunk.finish("stop"), Chunk.usage(4, 2), Chunk.done)
        for reply in [LoopbackVendor.Reply.json(Self.whole), .events(stream)] {
            let (result, deltas) = try await LoopbackVendor.outcome(of: reply, request: Calls.request(streams: streams))
            #expect(try result.get().text == "Yes.")
            #expect(try result.get().usage == TokenUsage(input: 4, output: 2))
            #expect(deltas == ["Yes."])
        }
    }

    @Test(arguments: [
        LoopbackVendor.Reply.whole(headers: ["content-type": "text/html"], body: Array("<html>Sign in</html>".utf8)),
        .whole(body: Array(whole.utf8)), .whole(), .whole(status: 204), .json(""), .json("{}"), .json("[]"),
        .json(#"{"choices":[]}"#), .json(whole + "x"), .json(String(whole.dropLast())),
        .json(whole, headers: ["content-encoding": "gzip"]),
        LoopbackVendor.Reply(pieces: [Array("SSH-2.0-OpenSSH\r\n".utf8)], ending: .close),
    ])
    func `what is no answer is a violation`(reply: LoopbackVendor.Reply) async throws {
        let (result, deltas) = try await LoopbackVendor.outcome(of: reply, request: Calls.request(streams: false))
        #expect(result.failure == ProviderError(.protocolViolation, wasSent: true))
        #expect(deltas.isEmpty)
    }

    @Test func `a refusal counts whatever its coding`() async throws {
        let reply = LoopbackVendor.Reply.json("\u{1F}", status: 401, headers: ["content-encoding": "gzip"])
        #expect(try await LoopbackVendor.outcome(of: reply).result.failure?.code == .keyRefused)
    }

    @Test func `a whole answer with an error object is an error`() async throws {
        let reply = LoopbackVendor.Reply.json(#"{"error":{"code":"rate_limit_exceeded","message":"words"}}"#)
        #expect(try await LoopbackVendor.outcome(of: reply).result.failure?.code == .rateLimited)
    }

    @Test func `a body beyond the limit is cut`() async throws {
        var limits = ChatClient.Limits()
        limits.bodyBytes = 1_000
        let body = #"{"choices":["# + String(repeating: " ", count: 2_000) + "]}"
        let reply = LoopbackVendor.Reply.json(body)
        #expect(try await LoopbackVendor.outcome(of: reply, limits: limits).result.failure?.code == .tooLarge)
    }

    @Test func `a body without end is cut, and the connection with it`() async throws {
        var limits = ChatClient.Limits()
        limits.streamBytes = 300_000
        let reply = LoopbackVendor.Reply.chunked(
            headers: ["content-type": "text/event-stream"],
            parts: [
                Array(Chunk.stream(Chunk.text("kept")).utf8), Array(String(repeating: ": x\n", count: 25_000).utf8),
            ],
            isWhole: false, ending: .repeating(milliseconds: 1))
        try await LoopbackVendor.run({ _, _ in reply }) { vendor in
            let provider = try Calls.provider(at: vendor.origin, limits: limits)
            #expect(try await Calls.outcome(with: provider).result.get().interruption == .tooLarge)
            await vendor.waitForHangUp()
        }
    }

    @Test func `headers beyond the limit are refused`() async throws {
        var limits = ChatClient.Limits()
        limits.headerBytes = 1_000
        let reply = LoopbackVendor.Reply.json(Self.whole, headers: ["x-pad": String(repeating: "x", count: 2_000)])
        let result = try await LoopbackVendor.outcome(of: reply, limits: limits).result
        #expect(result.failure == ProviderError(.tooLarge, wasSent: true))
    }

    @Test func `a flood of headers is an error`() async throws {
        let headers = Dictionary(
            uniqueKeysWithValues: (0..<4_000).map { ("x-\($0)", String(repeating: "y", count: 90)) })
        let result = try await LoopbackVendor.outcome(of: .json(Self.whole, headers: headers)).result
        #expect([.tooLarge, .protocolViolation].contains(result.failure?.code))
    }
}
