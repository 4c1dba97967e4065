import AuraCore

/// One call as an adapter describes it; ``ChatClient`` adds origin and key.
struct VendorCall {
    /// Begins with a slash.
    let path: String
    /// JSON to send; none makes it a GET.
    let body: [UInt8]?
    /// What the answer may be, as the `Accept` header says it.
    let accepts: String
    /// Reads from the body of a refusal what the vendor means by it, where the status alone does not tell. The body
    /// is at most `errorBodyBytes` long and may be anything.
    let explain: @Sendable ([UInt8]) -> ProviderError.Code?
}
