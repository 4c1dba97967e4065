import AuraCore
import AuraProviders
import AuraTestSupport
import Testing

/// When a call is made again, and what a refusal means (FAULTS.md NT1, NT7, NT8).
@Suite struct RetryTests {
    static let good = LoopbackVendor.Reply.json(AnswerFormTests.whole)

    static let statuses = [
        (400, ProviderError.Code.badRequest, 1), (401, .keyRefused, 1), (402, .badRequest, 1), (403, .notPermitted, 1),
        (404, .modelNotFound, 1), (408, .timedOut, 3), (413, .contextTooLong, 1), (418, .badRequest, 1),
        (429, .rateLimited, 3), (500, .failed, 3), (501, .failed, 1), (502, .failed, 3), (503, .overloaded, 3),
        (504, .failed, 3), (529, .overloaded, 3), (599, .failed, 1), (600, .protocolViolation, 1),
    ]

    @Test(arguments: statuses)
    func `each status has its code and its number of attempts`(
        status: Int, code: ProviderError.Code, attempts: Int
    ) async throws {
        let waits = Waits()
        try await LoopbackVendor.run({ _, _ in .whole(status: status, body: Array("<p>no</p>".utf8)) }) { vendor in
            let provider = try Calls.provider(at: vendor.origin, waits: waits)
            let (result, deltas) = await Calls.outcome(with: provider)
            #expect(result.failure == ProviderError(code, wasSent: true))
            #expect(vendor.requests.count == attempts)
            #expect(waits.durations.count == attempts - 1)
            #expect(deltas.isEmpty)
        }
    }

    @Test func `a call that succeeds after failures is one answer`() async throws {
        let script: LoopbackVendor.Script = { _, place in place < 2 ? .whole(status: 503) : Self.good }
        try await LoopbackVendor.run(script) { vendor in
            let provider = try Calls.provider(at: vendor.origin)
            let (result, deltas) = await Calls.outcome(with: provider)
            #expect(try result.get().text == "Yes.")
            #expect(deltas == ["Yes."])
            #expect(vendor.requests.count == 3)
            #expect(Set(vendor.requests.map(\.body)).count == 1)
        }
    }

    @Test(arguments: [
        (429, "insufficient_quota", ProviderError.Code.notPermitted), (429, "billing_not_active", .notPermitted),
        (500, "context_length_exceeded", .contextTooLong), (400, "context_length_exceeded", .contextTooLong),
        (403, "unsupported_country_region_territory", .notPermitted), (401, "server_error", .keyRefused),
    ])
    func `what the vendor says of a failure counts, and one that will not pass is not repeated`(
        status: Int, word: String, code: ProviderError.Code
    ) async throws {
        let reply = LoopbackVendor.Reply.json(
            #"{"error":{"message":"private","type":"x","code":"\#(word)"}}"#, status: status)
        try await LoopbackVendor.run({ _, _ in reply }) { vendor in
            let provider = try Calls.provider(at: vendor.origin)
            #expect(await Calls.outcome(with: provider).result.failure?.code == code)
            #expect(vendor.requests.count == 1)
        }
    }

    @Test(
        arguments: [
            // A number of seconds, or a date; the clock stands at 1994-11-06T08:49:00Z.
            ("3", 3, 3), ("0", 0, nil), ("30", 30, 30), ("Sun, 06 Nov 1994 08:49:07 GMT", 7, 7),
            ("Sun, 06 Nov 1994 08:48:00 GMT", 0, nil), ("Mon, 01 Jan 0001 00:00:00 GMT", 0, nil),
            // Longer than AURA waits: passed on, not waited for.
            ("31", 31, 0), ("31536000", 31_536_000, 0), ("99999999999999999999999", 31_536_000, 0),
            ("Mon, 06 Nov 2094 08:49:37 GMT", 31_536_000, 0), ("Sun, 06 Nov 1994 08:49:60 GMT", 60, 0),
            // Neither: as if there were none.
            ("-5", nil, nil), ("1.5", nil, nil), ("", nil, nil), ("soon", nil, nil), ("+3", nil, nil),
            ("3 s", nil, nil),
            ("Sunday, 06-Nov-94 08:49:37 GMT", nil, nil), ("Sun, 31 Feb 1994 08:49:37 GMT", nil, nil),
            ("Sun, 06 Nov 1994 28:49:37 GMT", nil, nil), ("Sun, 06 Nov 1994 08:49:37 UTC", nil, nil),
        ] as [(String, Int?, Int?)])
    func `a vendor's Retry-After is obeyed up to a limit, and passed on`(
        header: String, passedOn: Int?, waited: Int?
    ) async throws {
        let waits = Waits(now: try #require(Timestamp("1994-11-06T08:49:00Z")))
        let reply = LoopbackVendor.Reply.whole(status: 429, headers: ["Retry-After": header])
        try await LoopbackVendor.run({ _, _ in reply }) { vendor in
            let result = await Calls.outcome(with: try Calls.provider(at: vendor.origin, waits: waits)).result
            #expect(result.failure == ProviderError(.rateLimited, retryAfterSeconds: passedOn, wasSent: true))
        }
        switch waited {
        case 0: #expect(waits.durations.isEmpty)
        case nil: #expect(waits.durations == [.milliseconds(500), .seconds(1)])
        case let seconds?: #expect(waits.durations == [.seconds(seconds), .seconds(seconds)])
        }
    }

    @Test(arguments: [0.0, 0.25, 1.0])
    func `waits double up to the longest, with full jitter`(part: Double) async throws {
        var limits = ChatClient.Limits()
        limits.retries = 7
        let waits = Waits(part: part)
        try await LoopbackVendor.run({ _, _ in .whole(status: 500) }) { vendor in
            _ = await Calls.outcome(with: try Calls.provider(at: vendor.origin, limits: limits, waits: waits))
        }
        let longest: [Duration] = [500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000].map { .milliseconds($0) }
        #expect(waits.durations == longest.map { $0 * part })
    }

    @Test func `a wait that would outlast the whole call is not begun`() async throws {
        var limits = ChatClient.Limits()
        limits.wholeCall = .seconds(20)
        let waits = Waits()
        let reply = LoopbackVendor.Reply.whole(status: 503, headers: ["retry-after": "25"])
        try await LoopbackVendor.run({ _, _ in reply }) { vendor in
            let result = await Calls.outcome(
                with: try Calls.provider(at: vendor.origin, limits: limits, waits: waits)
            ).result
            #expect(result.failure == ProviderError(.overloaded, retryAfterSeconds: 25, wasSent: true))
        }
        #expect(waits.durations.isEmpty)
    }

    @Test func `a vendor that cannot be reached is tried three times, and nothing was sent`() async throws {
        // A port that was free a moment ago.
        let origin = try await LoopbackVendor.run({ _, _ in Self.good }) { $0.origin }
        let waits = Waits()
        let result = await Calls.outcome(with: try Calls.provider(at: origin, waits: waits)).result
        #expect(result.failure == ProviderError(.unreachable, wasSent: false))
        #expect(waits.durations.count == 2)
    }

    @Test func `a connection that breaks before the answer is not tried again`() async throws {
        for ending in [LoopbackVendor.Reply.Ending.close, .reset] {
            try await LoopbackVendor.run({ _, _ in .init(pieces: [], ending: ending) }) { vendor in
                let result = await Calls.outcome(with: try Calls.provider(at: vendor.origin)).result
                #expect(result.failure == ProviderError(.unreachable, wasSent: true))
                #expect(vendor.requests.count == 1)
            }
        }
    }
}
