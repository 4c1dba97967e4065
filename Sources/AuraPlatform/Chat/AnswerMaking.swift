import AuraCore
import AuraCrypto
import AuraKnowledge
import AuraProviders

/// An answer with what it rests on.
struct Answer: Sendable {
    let text: String
    let citations: [Citation]
    let usage: TokenUsage
    let accuracy: UsageRecord.Accuracy
    let isPartial: Bool

    var isGrounded: Bool { !citations.isEmpty }
}

/// Gets the answer from the bot's provider and checks every citation against the documents.
struct AnswerMaking {
    /// What a bot says when its documents hold no answer and it has no fallback of its own.
    static let fallback = "I could not find an answer to that in the documents I have."

    let context: PlatformContext
    let tenant: Tenant
    let bot: Bot
    let prompt: PromptAssembly

    func make(
        key: OpenedCredential?, streams: Bool, sink: @escaping ChatSink
    ) async throws(PlatformError) -> Answer {
        if bot.model.vendor == .aura { return try await extract(streams: streams, sink: sink) }
        guard let key else {
            throw PlatformError(
                .internalFailure, "a vendor was to be called without a key", hint: "report this as a bug")
        }
        return try await ask(key, streams: streams, sink: sink)
    }

    private func extract(streams: Bool, sink: @escaping ChatSink) async throws(PlatformError) -> Answer {
        let quotations = Quotations.choose(
            question: prompt.question, languages: prompt.search.languages,
            passages: prompt.search.passages.map(\.found)
        ).quotations
        let request = prompt.request(quotations: quotations, streams: streams)
        guard !quotations.isEmpty else {
            let text = try context.fallback(of: bot, tenant: tenant) ?? AnswerMaking.fallback
            try await AnswerMaking.deliver(text, to: sink)
            return Answer(
                text: text, citations: [], usage: request.words(answer: text), accuracy: .exact,
                isPartial: false)
        }
        let completion: Completion
        let marked = MarkedSink(sink)
        do {
            completion = try await ExtractiveProvider().complete(request, key: nil, sink: marked.pass)
        } catch {
            try marked.checkFailure()
            throw PlatformError(error, vendor: .aura)
        }
        try FaultPoint.passed(.chatVendorDone)
        return Answer(
            text: completion.text, citations: try checked(ExtractiveAnswer(from: quotations).used),
            usage: completion.usage, accuracy: .exact, isPartial: false)
    }

    private func ask(
        _ key: OpenedCredential, streams: Bool, sink: @escaping ChatSink
    ) async throws(PlatformError) -> Answer {
        let marker = Hexadecimal.encode(try mappingErrors { try RandomSource.bytes(16) })
        let request = prompt.request(marker: marker, streams: streams)
        let marked = MarkedSink(sink)
        try FaultPoint.passed(.chatSent)
        let completion: Completion
        do {
            let provider = try context.providers.provider(for: bot.model.vendor, origin: key.credential.origin)
            completion = try await provider.complete(request, key: key.secret, sink: marked.pass)
        } catch {
            try await UnansweredCall(context: context, tenant: tenant)
                .record(error, of: key, to: bot, prompt: request.turns, shown: marked.shown)
            try marked.checkFailure()
            throw PlatformError(error, vendor: bot.model.vendor)
        }
        try FaultPoint.passed(.chatVendorDone)
        let cited = prompt.search.passages.enumerated().filter { completion.text.contains("[\($0.offset + 1)]") }
        let quotations = cited.map { place, passage in
            Quotation(
                document: passage.document, version: passage.version, passage: passage.passage, range: passage.range,
                text: passage.text, score: passage.score)
        }
        let numbers = cited.map { $0.offset + 1 }
        return Answer(
            text: completion.text, citations: try checked(quotations, numbers: numbers), usage: completion.usage,
            accuracy: completion.accuracy, isPartial: completion.interruption != nil)
    }

    /// Numbers the quotations; one whose text does not stand in its passage at its range is an integrity error.
    private func checked(_ quotations: [Quotation], numbers: [Int]? = nil) throws(PlatformError) -> [Citation] {
        var citations: [Citation] = []
        for (place, quotation) in quotations.enumerated() {
            guard let passage = prompt.search.passages.first(where: { $0.passage == quotation.passage }),
                Quotations.verify(quotation.moved(by: -passage.range.lowerBound), in: passage.text)
            else { throw PlatformError(.integrity, "a quotation does not stand in its document", hint: "aura doctor") }
            citations.append(
                Citation(
                    number: numbers?[place] ?? place + 1, document: quotation.document, version: quotation.version,
                    title: passage.title, headings: passage.headings, range: quotation.range, quotation: quotation.text)
            )
        }
        return citations
    }

    /// Shows a whole text at once, where no provider streams it.
    static func deliver(_ text: String, to sink: ChatSink) async throws(PlatformError) {
        do {
            try await sink(ChatDelta(text: text))
        } catch {
            throw PlatformError(.cancelled, "stopped")
        }
    }
}

extension Quotation {
    /// The same quotation with its range counted from another place.
    fileprivate func moved(by offset: Int) -> Quotation {
        Quotation(
            document: document, version: version, passage: passage,
            range: range.lowerBound + offset..<range.upperBound + offset, text: text, score: score)
    }
}

extension ChatRequest {
    /// Words read and written, for an answer that no provider made.
    fileprivate func words(answer: String) -> TokenUsage {
        func count(_ text: String) -> Int { text.split { $0.isWhitespace }.count }
        return TokenUsage(input: turns.reduce(0) { $0 + count($1.text) }, output: count(answer))
    }
}
