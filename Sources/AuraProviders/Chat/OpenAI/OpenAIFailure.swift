import AuraCore

/// What an error object of an OpenAI-compatible vendor means. Its message is never read: it may repeat the prompt, or
/// a part of the key.
enum OpenAIFailure {
    /// The meaning of a refusal's body, if it says more than the status.
    @Sendable static func code(inBody body: [UInt8]) -> ProviderError.Code? {
        guard let value = try? JSONValue(parsing: body, fractions: true), let error = value["error"] else { return nil }
        return code(of: error)
    }

    /// The meaning of an `error` object: its `code` counts before its `type`, and a number is a status.
    static func code(of error: JSONValue) -> ProviderError.Code? {
        if let status = error["code"]?.integer, (400..<600).contains(status) {
            return ProviderError.Code(status: Int(status))
        }
        for name in ["code", "type"] {
            if let word = error[name]?.string, let code = meanings[word] { return code }
        }
        return nil
    }

    private static let meanings: [String: ProviderError.Code] = [
        "invalid_api_key": .keyRefused,
        // The account's own limits: waiting does not help, so they are no rate limit.
        "insufficient_quota": .notPermitted,
        "billing_hard_limit_reached": .notPermitted,
        "billing_not_active": .notPermitted,
        "account_deactivated": .notPermitted,
        "unsupported_country_region_territory": .notPermitted,
        "model_not_found": .modelNotFound,
        "context_length_exceeded": .contextTooLong,
        "string_above_max_length": .contextTooLong,
        "rate_limit_exceeded": .rateLimited,
        "server_is_overloaded": .overloaded,
        "service_unavailable_error": .overloaded,
        "server_error": .failed,
    ]
}
