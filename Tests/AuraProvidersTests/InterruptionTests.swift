import AuraCore
import AuraProviders
import AuraTestSupport
import Synchronization
import Testing

/// Answers that stall, break or are given up (FAULTS.md NT2, NT3, NT10).
@Suite(.timeLimit(.minutes(2))) struct InterruptionTests {
    static let half = Chunk.stream(Chunk.text("half "), Chunk.text("of it"))

    /// The beginning, and a last piece that is no chunk.
    static let malformed = LoopbackVendor.Reply(
        pieces: LoopbackVendor.Reply.events(half).pieces.dropLast() + [Array("zz\r\n".utf8)], ending: .close)

    @Test(arguments: [
        (
            LoopbackVendor.Reply.events(half + ":", size: half.utf8.count, isWhole: false, ending: .stall),
            ProviderError.Code.timedOut
        ),
        (.events(half + "data: {\"cho", size: half.utf8.count, isWhole: false, ending: .close), .protocolViolation),
        (.events(half + ":", size: half.utf8.count, isWhole: false, ending: .reset), .unreachable),
        (.events(half), .protocolViolation), (malformed, .protocolViolation),
    ])
    func `what came before a break stays, marked as broken off`(
        reply: LoopbackVendor.Reply, code: ProviderError.Code
    ) async throws {
        try await patiently { silence in
            var limits = ChatClient.Limits()
            if code == .timedOut { limits.silence = silence }
            return try await LoopbackVendor.run({ _, _ in reply.held }) { vendor in
                let (result, deltas) = try await outcome(at: vendor, limits: limits)
                if code == .timedOut, deltas.count < 2 { return false }
                let completion = try result.get()
                #expect(completion.text == "half of it")
                #expect(deltas == ["half ", "of it"])
                #expect(completion.interruption == code)
                #expect(completion.accuracy == .partial)
                #expect(completion.usage.output == 3)
                #expect(vendor.requests.count == 1)
                return true
            }
        }
    }

    /// Asks a vendor that breaks off once its deltas were read: bytes on their way would be lost with the connection.
    private func outcome(
        at vendor: LoopbackVendor, limits: ChatClient.Limits
    ) async throws -> (result: Result<Completion, ProviderError>, deltas: [String]) {
        let provider = try Calls.provider(at: vendor.origin, limits: limits)
        let sink = RecordingSink()
        do throws(ProviderError) {
            let completion = try await provider.complete(Calls.request(), key: Calls.key) {
                (delta) async throws(CancellationError) in
                try await sink.take(delta)
                if delta.text == "of it" { vendor.release() }
            }
            return (.success(completion), sink.deltas)
        } catch {
            return (.failure(error), sink.deltas)
        }
    }

    /// Tries what a slow machine can spoil with longer and longer limits, until `attempt` says that it was not spoilt.
    private func patiently(_ attempt: (Duration) async throws -> Bool) async throws {
        for limit in [1, 4, 16] where try await attempt(.seconds(limit)) { return }
        Issue.record("the machine is too slow for the longest limit")
    }

    @Test func `a truncated whole answer is an error`() async throws {
        let body = Array(AnswerFormTests.whole.utf8)
        let head = LoopbackVendor.Reply.head(
            200, ["content-type": "application/json", "content-length": String(body.count + 1)])
        let result = try await LoopbackVendor.outcome(of: .init(pieces: [head + body], ending: .close)).result
        #expect(result.failure?.wasSent == true)
        #expect([.unreachable, .protocolViolation].contains(result.failure?.code))
    }

    static let silent = [
        LoopbackVendor.Reply(pieces: [], ending: .stall), LoopbackVendor.Reply(pieces: [[0x48]], ending: .stall),
        .events("", isWhole: false, ending: .stall), .events(": wait\n\n", isWhole: false, ending: .stall),
    ]

    @Test(arguments: silent)
    func `silence before the first delta is a time-out, and is not repeated`(reply: LoopbackVendor.Reply) async throws {
        try await patiently { limit in
            var limits = ChatClient.Limits()
            limits.silence = limit
            return try await timesOut(reply, limits)
        }
    }

    @Test(arguments: silent.prefix(2))
    func `an answer whose head does not come in time is a time-out`(reply: LoopbackVendor.Reply) async throws {
        try await patiently { limit in
            var limits = ChatClient.Limits()
            limits.firstByte = limit
            limits.silence = .seconds(3_600)
            return try await timesOut(reply, limits)
        }
    }

    /// Expects a time-out; false if the request did not even arrive in time.
    private func timesOut(_ reply: LoopbackVendor.Reply, _ limits: ChatClient.Limits) async throws -> Bool {
        try await LoopbackVendor.run({ _, _ in reply }) { vendor in
            let result = await Calls.outcome(with: try Calls.provider(at: vendor.origin, limits: limits)).result
            guard !vendor.requests.isEmpty else { return false }
            #expect(result.failure == ProviderError(.timedOut, wasSent: true))
            await vendor.waitForHangUp()
            #expect(vendor.requests.count == 1)
            return true
        }
    }

    @Test func `an answer that drips for ever ends with the whole call`() async throws {
        let reply = LoopbackVendor.Reply.chunked(
            headers: ["content-type": "text/event-stream"],
            parts: [Array(Chunk.stream(Chunk.text("drip")).utf8), Array(": \n".utf8)], isWhole: false,
            ending: .repeating(milliseconds: 20))
        try await patiently { limit in
            var limits = ChatClient.Limits()
            limits.wholeCall = limit
            return try await LoopbackVendor.run({ _, _ in reply }) { vendor in
                let provider = try Calls.provider(at: vendor.origin, limits: limits)
                let (result, deltas) = await Calls.outcome(with: provider)
                guard deltas == ["drip"] else { return false }
                #expect(try result.get().interruption == .timedOut)
                await vendor.waitForHangUp()
                return true
            }
        }
    }

    @Test(arguments: [LoopbackVendor.Reply(pieces: [], ending: .stall), .events(half, isWhole: false, ending: .stall)])
    func `a task that is cancelled ends the call and its connection`(reply: LoopbackVendor.Reply) async throws {
        let arrived = AsyncStream.makeStream(of: Void.self)
        let script: LoopbackVendor.Script = { _, _ in
            arrived.continuation.yield()
            return reply
        }
        try await LoopbackVendor.run(script) { vendor in
            let provider = try Calls.provider(at: vendor.origin)
            let task = Task { await Calls.outcome(with: provider).result }
            for await _ in arrived.stream { break }
            task.cancel()
            #expect(await task.value.failure == ProviderError(.cancelled, wasSent: true))
            await vendor.waitForHangUp()
        }
    }

    @Test func `a reader that goes away mid-stream ends the call and its connection`() async throws {
        let reply = LoopbackVendor.Reply.events(Self.half, isWhole: false, ending: .stall)
        try await LoopbackVendor.run({ _, _ in reply }) { vendor in
            let provider = try Calls.provider(at: vendor.origin)
            let error = await #expect(throws: ProviderError.self) {
                try await provider.complete(Calls.request(), key: Calls.key) { (_) async throws(CancellationError) in
                    throw CancellationError()
                }
            }
            #expect(error == ProviderError(.cancelled, wasSent: true))
            await vendor.waitForHangUp()
        }
    }

    @Test func `a task that is cancelled while it waits does not call again`() async throws {
        let (waiting, enter) = AsyncStream.makeStream(of: Void.self)
        let pacing = ChatClient.Pacing(
            sleep: { (_) async throws(CancellationError) in
                enter.yield()
                do { try await Task.sleep(for: .seconds(3_600)) } catch { throw CancellationError() }
            }, draw: { 1 }, clock: .fixed(Timestamp(milliseconds: 0)))
        try await LoopbackVendor.run({ _, _ in .whole(status: 503) }) { vendor in
            let registry = ProviderRegistry(
                client: ChatClient(pacing: pacing),
                register: OutboundRegister(localOrigins: [try #require(VendorOrigin(vendor.origin))]))
            let provider = try registry.provider(for: .openAI, origin: vendor.origin)
            let task = Task { await Calls.outcome(with: provider).result }
            for await _ in waiting { break }
            task.cancel()
            #expect(await task.value.failure == ProviderError(.cancelled, wasSent: true))
            #expect(vendor.requests.count == 1)
        }
    }
}
