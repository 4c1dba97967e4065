import AuraCore
import AuraProviders
import AuraTestSupport
import Synchronization

/// What the tests call with: a key that would be recognised anywhere, a request, a sink that remembers.
enum Calls {
    static let keyText = "sk-canary-4f1c9b27d0e85a36TOPSECRET"
    static var key: SecretBytes { SecretBytes(copying: Array(keyText.utf8)) }

    static func request(
        streams: Bool = true, temperatureMilli: Int? = nil, maximumOutputTokens: Int = 256
    ) -> ChatRequest {
        ChatRequest(
            model: "gpt-4o-mini",
            turns: [.init(role: .system, text: "Answer \"briefly\"."), .init(role: .user, text: "Wie geht’s?\n\u{1}")],
            quotations: [], temperatureMilli: temperatureMilli, maximumOutputTokens: maximumOutputTokens,
            streams: streams)
    }

    /// A provider bound to a vendor on this machine.
    static func provider(
        at origin: String, limits: ChatClient.Limits = .init(), waits: Waits = Waits()
    ) throws -> any ChatProvider {
        try registry(at: origin, limits: limits, waits: waits).provider(for: .openAI, origin: origin)
    }

    static func registry(
        at origin: String, limits: ChatClient.Limits = .init(), waits: Waits = Waits()
    ) -> ProviderRegistry {
        ProviderRegistry(
            client: ChatClient(limits: limits, pacing: waits.pacing),
            register: OutboundRegister(localOrigins: [VendorOrigin(origin)].compactMap { $0 }))
    }

    /// The whole of one exchange: what the provider returned or threw, and the deltas it passed on.
    static func outcome(
        of request: ChatRequest = request(), with provider: any ChatProvider, key: SecretBytes? = key
    ) async -> (result: Result<Completion, ProviderError>, deltas: [String]) {
        let sink = RecordingSink()
        do throws(ProviderError) {
            let completion = try await provider.complete(request, key: key, sink: sink.take)
            return (.success(completion), sink.deltas)
        } catch {
            return (.failure(error), sink.deltas)
        }
    }
}

/// Waits that are not waited for.
final class Waits: Sendable {
    private let taken = Mutex<[Duration]>([])
    private let part: Double
    private let now: Timestamp

    init(part: Double = 1, now: Timestamp = Timestamp(milliseconds: 0)) {
        self.part = part
        self.now = now
    }

    var durations: [Duration] { taken.withLock { $0 } }

    var pacing: ChatClient.Pacing {
        let part = part
        return ChatClient.Pacing(
            sleep: { (pause) async throws(CancellationError) in self.taken.withLock { $0.append(pause) } },
            draw: { part }, clock: .fixed(now))
    }
}

final class RecordingSink: Sendable {
    private let taken = Mutex<[String]>([])

    var deltas: [String] { taken.withLock { $0 } }

    var take: ChatSink {
        { (delta) async throws(CancellationError) in self.taken.withLock { $0.append(delta.text) } }
    }
}

extension LoopbackVendor {
    /// Runs a vendor that always answers alike, and asks it once.
    static func outcome(
        of reply: Reply, request: ChatRequest = Calls.request(), limits: ChatClient.Limits = .init()
    ) async throws -> (result: Result<Completion, ProviderError>, deltas: [String]) {
        try await run({ _, _ in reply }) { vendor in
            await Calls.outcome(of: request, with: try Calls.provider(at: vendor.origin, limits: limits))
        }
    }
}

extension LoopbackVendor.Reply {
    /// An event stream, cut into pieces of `size` bytes.
    static func events(
        _ text: String, size: Int = .max, isWhole: Bool = true, ending: Ending = .keepOpen
    ) -> LoopbackVendor.Reply {
        chunked(
            headers: ["content-type": "text/event-stream"], parts: cut(Array(text.utf8), size: size), isWhole: isWhole,
            ending: ending)
    }

    static func json(_ text: String, status: Int = 200, headers: [String: String] = [:]) -> LoopbackVendor.Reply {
        whole(
            status: status, headers: headers.merging(["content-type": "application/json"]) { given, _ in given },
            body: Array(text.utf8))
    }

    static func cut(_ bytes: [UInt8], size: Int) -> [[UInt8]] {
        stride(from: 0, to: bytes.count, by: min(size, max(bytes.count, 1))).map {
            Array(bytes[$0..<min(bytes.count, $0 + min(size, bytes.count))])
        }
    }

    /// Pieces of 1 to 40 bytes, the same for the same seed.
    static func cut(_ bytes: [UInt8], seed: UInt64) -> [[UInt8]] {
        var state = seed
        var parts: [[UInt8]] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            parts.append(Array(rest.prefix(Int(state >> 33) % 40 + 1)))
            rest = rest.dropFirst(parts.last?.count ?? 1)
        }
        return parts
    }
}

/// Chunks of our own, in the form of Chat Completions.
enum Chunk {
    static func text(_ text: String) -> String {
        #"{"choices":[{"index":0,"delta":{"content":\#(JSONValue.string(text).line)},"finish_reason":null}]}"#
    }

    static func finish(_ reason: String) -> String {
        #"{"choices":[{"index":0,"delta":{},"finish_reason":"\#(reason)"}]}"#
    }

    static func usage(_ input: Int, _ output: Int) -> String {
        #"{"choices":[],"usage":{"prompt_tokens":\#(input),"completion_tokens":\#(output)}}"#
    }

    static let done = "[DONE]"

    /// The chunks as events with LF.
    static func stream(_ chunks: String...) -> String {
        chunks.map { "data: \($0)\n\n" }.joined()
    }
}
