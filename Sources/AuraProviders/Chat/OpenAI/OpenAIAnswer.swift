import AuraCore

/// What has come of one answer so far: whole (`message`) or in chunks (`delta`). Only the first choice is read; tool
/// calls, log probabilities and whatever else a vendor adds are passed over.
struct OpenAIAnswer {
    private(set) var text = ""
    private var usage: TokenUsage?
    private var finish: String?
    private var isRefusal = false
    private var model: String?
    /// Whether anything of an answer was seen, be it without text.
    private(set) var hasChoice = false

    /// Takes a chunk of a stream, or a whole answer.
    ///
    /// - Returns: The text that it adds.
    /// - Throws: `protocolViolation` for what is no answer; the meaning of an `error` object.
    mutating func take(_ bytes: [UInt8]) throws(ProviderError) -> String {
        let value: JSONValue
        do { value = try JSONValue(parsing: bytes, fractions: true) } catch { throw OpenAIAnswer.violation }
        guard case .object = value else { throw OpenAIAnswer.violation }
        if let name = value["model"]?.string, OpenAIAnswer.isWord(name) { model = name }
        // The last block counts: a vendor may send running totals.
        if let usage = value["usage"].flatMap(OpenAIAnswer.usage) { self.usage = usage }
        if let error = value["error"], error != .null {
            throw ProviderError(OpenAIFailure.code(of: error) ?? .failed, wasSent: true)
        }
        guard let choice = value["choices"]?.array?.first(where: { ($0["index"]?.integer ?? 0) == 0 }) else {
            return ""
        }
        hasChoice = true
        if let reason = choice["finish_reason"]?.string { finish = OpenAIAnswer.isWord(reason) ? reason : "" }
        return try takeText(choice["delta"] ?? choice["message"] ?? .null)
    }

    private mutating func takeText(_ part: JSONValue) throws(ProviderError) -> String {
        var added = ""
        for name in ["content", "refusal"] {
            switch part[name] ?? .null {
            case .null: continue
            case .string(let piece):
                if name == "refusal", !piece.isEmpty { isRefusal = true }
                added += piece
            default: throw OpenAIAnswer.violation
            }
        }
        text += added
        return added
    }

    /// The answer as it stands.
    func completion(of request: ChatRequest, interruption: ProviderError.Code? = nil) -> Completion {
        // A vendor that counted nothing for text it sent did not count.
        let counted = usage.flatMap { $0.input > 0 && ($0.output > 0 || text.isEmpty) ? $0 : nil }
        return Completion(
            text: text, usage: counted ?? TokenEstimate.usage(prompt: request.turns, answer: text),
            isUsageEstimated: counted == nil, finishReason: finishReason, model: model ?? request.model,
            interruption: interruption)
    }

    private var finishReason: Completion.FinishReason {
        switch finish {
        case "stop": isRefusal ? .refusal : .stop
        case "length": .length
        case "content_filter": .contentFilter
        default: isRefusal ? .refusal : .unknown(finish ?? "")
        }
    }

    private static let violation = ProviderError(.protocolViolation, wasSent: true)

    /// Whether a vendor's name for something is fit to be kept and shown.
    private static func isWord(_ text: String) -> Bool {
        (1...128).contains(text.utf8.count) && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }

    private static func usage(_ block: JSONValue) -> TokenUsage? {
        guard let input = count(block["prompt_tokens"]), let output = count(block["completion_tokens"]) else {
            return nil
        }
        let cached = count(block["prompt_tokens_details"]?["cached_tokens"]) ?? 0
        let reasoning = count(block["completion_tokens_details"]?["reasoning_tokens"]) ?? 0
        return TokenUsage(
            input: input, output: output, cachedInput: min(cached, input), reasoning: min(reasoning, output))
    }

    private static func count(_ value: JSONValue?) -> Int? {
        value?.integer.flatMap { $0 >= 0 ? Int($0) : nil }
    }
}
