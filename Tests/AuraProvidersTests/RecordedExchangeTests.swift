import AuraCore
import AuraProviders
import AuraTestSupport
import Foundation
import Testing

/// Recorded answers, against a plain reading of the same bytes by Foundation.
@Suite struct RecordedExchangeTests {
    static let streams = Result {
        try Fixtures.exchanges(in: ["openai", "openai-compatible"], prefixes: ["chat-", "ollama-v1", "vllm"])
    }
    static let refusals = Result { try Fixtures.exchanges(in: ["openai"], prefixes: ["error-"]) }

    /// How the body is cut: pieces of one size, or of random sizes.
    enum Cut: Sendable, CaseIterable {
        case one, seven, random, whole

        func parts(_ body: [UInt8]) -> [[UInt8]] {
            switch self {
            case .one: LoopbackVendor.Reply.cut(body, size: 1)
            case .seven: LoopbackVendor.Reply.cut(body, size: 7)
            case .random: LoopbackVendor.Reply.cut(body, seed: 0x5EED)
            case .whole: [body]
            }
        }
    }

    @Test(arguments: try RecordedExchangeTests.streams.get(), Cut.allCases)
    func `a recorded answer is read the same wherever the network cut it`(
        exchange: Fixtures.Exchange, cut: Cut
    ) async throws {
        let reply = LoopbackVendor.Reply.chunked(headers: exchange.headers, parts: cut.parts(exchange.body))
        let request = Calls.request(streams: exchange.isStream)
        let (result, deltas) = try await LoopbackVendor.outcome(of: reply, request: request)
        let completion = try result.get()
        let expected = try Reading(exchange)

        #expect(completion.text == expected.text)
        #expect(deltas.joined() == expected.text)
        #expect(completion.interruption == nil)
        #expect(completion.model == expected.model)
        #expect(completion.finishReason == expected.finish)
        #expect(completion.isUsageEstimated == (expected.input == nil))
        if let input = expected.input, let output = expected.output {
            #expect(completion.usage.input == input)
            #expect(completion.usage.output == output)
        }
    }

    @Test(arguments: try RecordedExchangeTests.refusals.get())
    func `a recorded refusal becomes a code and nothing of its text`(exchange: Fixtures.Exchange) async throws {
        let reply = LoopbackVendor.Reply.whole(status: exchange.status, headers: exchange.headers, body: exchange.body)
        let error = try #require(try await LoopbackVendor.outcome(of: reply).result.failure)

        let word = try Reading.errorCode(exchange.body)
        let expected: ProviderError.Code? =
            switch (exchange.status, word) {
            case (400, "context_length_exceeded"): .contextTooLong
            case (401, _): .keyRefused
            case (403, _): .notPermitted
            case (404, _): .modelNotFound
            case (429, _): .rateLimited
            case (500, _): .failed
            default: nil
            }
        if let expected { #expect(error.code == expected) }
        #expect(error.wasSent)
    }
}

/// What an answer says, read the slow and simple way.
private struct Reading {
    var text = ""
    var refusal = ""
    var reason: String?
    var model = ""
    var input: Int?
    var output: Int?

    var finish: Completion.FinishReason {
        if !refusal.isEmpty { return .refusal }
        return switch reason {
        case "stop": .stop
        case "length": .length
        case "content_filter": .contentFilter
        default: .unknown(reason ?? "")
        }
    }

    init(_ exchange: Fixtures.Exchange) throws {
        let lines =
            exchange.isStream
            ? String(decoding: exchange.body, as: UTF8.self).split(separator: "\n").filter { $0.hasPrefix("data: {") }
                .map { String($0.dropFirst(6)) }
            : [String(decoding: exchange.body, as: UTF8.self)]
        for line in lines {
            let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            model = object["model"] as? String ?? model
            if let usage = object["usage"] as? [String: Any] {
                input = usage["prompt_tokens"] as? Int
                output = usage["completion_tokens"] as? Int
            }
            guard let choice = (object["choices"] as? [[String: Any]])?.first else { continue }
            reason = choice["finish_reason"] as? String ?? reason
            let part = choice[exchange.isStream ? "delta" : "message"] as? [String: Any]
            refusal += part?["refusal"] as? String ?? ""
            text += (part?["content"] as? String ?? "") + (part?["refusal"] as? String ?? "")
        }
    }

    static func errorCode(_ body: [UInt8]) throws -> String? {
        let object = try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any]
        return (object?["error"] as? [String: Any])?["code"] as? String
    }
}

extension Result {
    var failure: Failure? {
        if case .failure(let error) = self { error } else { nil }
    }
}
