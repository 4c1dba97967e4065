/// A source of answers: an LLM vendor, or the built-in extractive one.
public protocol ChatProvider: Sendable {
    /// Answers one request. Deltas go to `sink` as they come; cancelling the task ends the call.
    ///
    /// - Parameter key: The tenant's LLM key, lent for this call alone; none for a provider that needs none.
    func complete(
        _ request: ChatRequest, key: SecretBytes?, sink: @escaping ChatSink
    ) async throws(ProviderError) -> Completion
}

/// Where the parts of an answer go. It suspends while the reader is slow, which slows the producer.
public typealias ChatSink = @Sendable (ChatDelta) async throws(CancellationError) -> Void

/// One part of an answer, in order.
public struct ChatDelta: Hashable, Sendable {
    public let text: String

    public init(text: String) {
        self.text = text
    }
}

/// What is sent to a provider.
public struct ChatRequest: Hashable, Sendable {
    public struct Turn: Hashable, Sendable {
        public enum Role: String, Sendable { case system, user, assistant }

        public let role: Role
        public let text: String

        public init(role: Role, text: String) {
            self.role = role
            self.text = text
        }
    }

    public let model: String
    /// The whole prompt for a language model.
    public let turns: [Turn]
    /// The quotations the extractive provider answers with, best first.
    public let quotations: [Quotation]
    public let temperatureMilli: Int?
    public let maximumOutputTokens: Int
    public let streams: Bool

    public init(
        model: String, turns: [Turn], quotations: [Quotation], temperatureMilli: Int?, maximumOutputTokens: Int,
        streams: Bool
    ) {
        self.model = model
        self.turns = turns
        self.quotations = quotations
        self.temperatureMilli = temperatureMilli
        self.maximumOutputTokens = maximumOutputTokens
        self.streams = streams
    }
}

/// An answer, whole or broken off.
public struct Completion: Hashable, Sendable {
    public enum FinishReason: Hashable, Sendable {
        case stop, length, contentFilter, refusal
        /// A reason this version does not know, kept as the vendor wrote it; empty if the vendor gave none.
        case unknown(String)
    }

    public let text: String
    public let usage: TokenUsage
    /// The vendor gave no counts, or none that can be true: `usage` is AURA's own estimate.
    public let isUsageEstimated: Bool
    public let finishReason: FinishReason
    /// The model that answered, as the vendor names it.
    public let model: String
    /// Why the answer ended before its end was announced; what came is kept. None if the answer is whole.
    public let interruption: ProviderError.Code?

    public init(
        text: String, usage: TokenUsage, isUsageEstimated: Bool = false, finishReason: FinishReason, model: String,
        interruption: ProviderError.Code? = nil
    ) {
        self.text = text
        self.usage = usage
        self.isUsageEstimated = isUsageEstimated
        self.finishReason = finishReason
        self.model = model
        self.interruption = interruption
    }

    /// Whether the answer broke off.
    public var isPartial: Bool { interruption != nil }

    /// How exact `usage` is.
    public var accuracy: UsageRecord.Accuracy {
        isPartial ? .partial : isUsageEstimated ? .estimated : .exact
    }
}

/// Why a provider gave no answer. No vendor text, key or prompt is in it.
public struct ProviderError: Error, Hashable, Sendable {
    public enum Code: String, CaseIterable, Sendable {
        case cancelled, unreachable, timedOut, keyRefused, notPermitted, modelNotFound, contextTooLong, rateLimited
        case overloaded, failed, redirected, protocolViolation, tooLarge, tlsFailed, badRequest
    }

    public let code: Code
    /// How long the vendor asked to wait.
    public let retryAfterSeconds: Int?
    /// The request had left this machine, so the vendor may have counted it.
    public let wasSent: Bool

    public init(_ code: Code, retryAfterSeconds: Int? = nil, wasSent: Bool) {
        self.code = code
        self.retryAfterSeconds = retryAfterSeconds
        self.wasSent = wasSent
    }
}
