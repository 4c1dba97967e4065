package import AuraCore
import NIOCore

/// A vendor that speaks OpenAI's Chat Completions, at one origin.
package struct OpenAIProvider: ChatProvider {
    private let target: PermittedOrigin
    private let client: ChatClient

    /// - Parameter target: The origin the key was sealed for: the only one that this provider calls.
    package init(target: PermittedOrigin, client: ChatClient) {
        self.target = target
        self.client = client
    }

    /// Sends the prompt and passes the answer on, in deltas whose sum is the answer's text.
    ///
    /// An answer that breaks off after its first delta is returned with its `interruption`; before that, the reason
    /// is thrown. A stream that ends without `[DONE]` has broken off.
    package func complete(
        _ request: ChatRequest, key: SecretBytes?, sink: @escaping ChatSink
    ) async throws(ProviderError) -> Completion {
        guard let key else { throw ProviderError(.keyRefused, wasSent: false) }
        let call = VendorCall(
            path: "/v1/chat/completions", body: try OpenAIRequestBody.bytes(request),
            accepts: request.streams ? "text/event-stream" : "application/json", explain: OpenAIFailure.code)
        var response = try await client.send(call, to: target, key: key)
        var answer = OpenAIAnswer()
        do throws(ProviderError) {
            // A vendor may answer whole where a stream was asked for, and the other way round.
            switch response.mediaType {
            case "text/event-stream": try await readEvents(&response, into: &answer, sink)
            case "application/json": try await readWhole(&response, into: &answer, sink)
            default: throw ProviderError(.protocolViolation, wasSent: true)
            }
        } catch {
            guard error.code != .cancelled, !answer.text.isEmpty else { throw error }
            return answer.completion(of: request, interruption: error.code)
        }
        return answer.completion(of: request)
    }

    /// Asks the vendor for its models, which it tells to a key that it knows.
    package func checkKey(_ key: SecretBytes) async -> KeyCheck {
        let call = VendorCall(path: "/v1/models", body: nil, accepts: "application/json", explain: OpenAIFailure.code)
        do throws(ProviderError) {
            let answer = try await client.send(call, to: target, key: key)
            // A page of a proxy is not the vendor's word.
            return answer.mediaType == "application/json"
                ? .accepted : .undecided(ProviderError(.protocolViolation, wasSent: true))
        } catch {
            return error.code == .keyRefused ? .refused : .undecided(error)
        }
    }

    private func readWhole(
        _ response: inout VendorAnswer, into answer: inout OpenAIAnswer, _ sink: ChatSink
    ) async throws(ProviderError) {
        let delta = try answer.take(try await response.collect(upTo: client.limits.bodyBytes))
        guard answer.hasChoice else { throw ProviderError(.protocolViolation, wasSent: true) }
        try await pass(delta, to: sink)
    }

    private func readEvents(
        _ response: inout VendorAnswer, into answer: inout OpenAIAnswer, _ sink: ChatSink
    ) async throws(ProviderError) {
        var parser = EventStreamParser(limit: client.limits.lineBytes)
        while let piece = try await response.next(upTo: client.limits.streamBytes) {
            for byte in piece.readableBytesView {
                guard let event = try parser.take(byte) else { continue }
                if try await isEnd(event, into: &answer, sink) { return }
            }
        }
        if let event = try parser.finish(), try await isEnd(event, into: &answer, sink) { return }
        throw ProviderError(.protocolViolation, wasSent: true)
    }

    /// Takes one event of the stream, and says whether it is the last.
    private func isEnd(
        _ event: [UInt8], into answer: inout OpenAIAnswer, _ sink: ChatSink
    ) async throws(ProviderError) -> Bool {
        if event.elementsEqual("[DONE]".utf8) {
            guard answer.hasChoice else { throw ProviderError(.protocolViolation, wasSent: true) }
            return true
        }
        try await pass(try answer.take(event), to: sink)
        return false
    }

    private func pass(_ delta: String, to sink: ChatSink) async throws(ProviderError) {
        guard !delta.isEmpty else { return }
        do { try await sink(ChatDelta(text: delta)) } catch { throw ProviderError(.cancelled, wasSent: true) }
    }
}
