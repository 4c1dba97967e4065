import AuraCore

/// The body of a call to Chat Completions.
enum OpenAIRequestBody {
    /// - Throws: `badRequest` for a temperature outside 0 … 2 or a limit on the output below 1.
    static func bytes(_ request: ChatRequest) throws(ProviderError) -> [UInt8] {
        guard request.maximumOutputTokens > 0 else { throw ProviderError(.badRequest, wasSent: false) }
        var members = [
            JSONMember("model", .string(request.model)),
            JSONMember("messages", .array(request.turns.map(message))),
            JSONMember("max_completion_tokens", JSONValue(request.maximumOutputTokens)),
            // Without it some accounts keep the conversation at the vendor (clause 4.2 names none such).
            JSONMember("store", false),
            JSONMember("stream", .bool(request.streams)),
        ]
        if request.streams { members.append(JSONMember("stream_options", ["include_usage": true])) }
        let body = Array(JSONValue.object(members).line.utf8)
        guard let temperature = request.temperatureMilli else { return body }
        // The vendor wants a decimal number, which `JSONValue` has not: AURA's evidence knows integers alone.
        return body.dropLast() + Array(",\"temperature\":\(try decimal(temperature))}".utf8)
    }

    private static func message(_ turn: ChatRequest.Turn) -> JSONValue {
        ["role": .string(turn.role.rawValue), "content": .string(turn.text)]
    }

    /// Thousandths as a decimal number: `1`, `0.7`, `0.005`.
    private static func decimal(_ thousandths: Int) throws(ProviderError) -> String {
        guard (0...2_000).contains(thousandths) else { throw ProviderError(.badRequest, wasSent: false) }
        var digits = (thousandths % 1_000).padded(to: 3)
        while digits.last == "0" { digits.removeLast() }
        return "\(thousandths / 1_000)" + (digits.isEmpty ? "" : "." + digits)
    }
}
