package import AuraCore

/// The built-in provider: it answers with sentences of the documents, in their own words. It needs no key and no
/// network, and the same request always has the same answer.
package struct ExtractiveProvider: ChatProvider {
    package init() {}

    /// The text is empty, with `stop`, if there are no quotations: the documents hold no answer.
    ///
    /// - Parameter key: Not looked at.
    /// - Throws: `cancelled` alone.
    package func complete(
        _ request: ChatRequest, key: SecretBytes?, sink: @escaping ChatSink
    ) async throws(ProviderError) -> Completion {
        let answer = ExtractiveAnswer(from: request.quotations)
        for delta in request.streams ? ExtractiveProvider.words(of: answer.text) : [answer.text] where !delta.isEmpty {
            guard !Task.isCancelled else { throw ProviderError(.cancelled, wasSent: false) }
            do { try await sink(ChatDelta(text: delta)) } catch { throw ProviderError(.cancelled, wasSent: false) }
        }
        let read = request.turns.map(\.text) + request.quotations.map(\.text)
        return Completion(
            text: answer.text,
            usage: TokenUsage(
                input: read.reduce(0) { $0 + ExtractiveProvider.wordCount(of: $1) },
                output: ExtractiveProvider.wordCount(of: answer.text)),
            finishReason: .stop, model: ModelName.extractive.model)
    }

    /// What stands between white space counts as one token.
    private static func wordCount(of text: String) -> Int {
        text.split { $0.isWhitespace }.count
    }

    /// The text cut before each word, so that the parts joined are the text.
    private static func words(of text: String) -> [String] {
        var words: [String] = []
        var endsInSpace = true
        for character in text {
            if endsInSpace, !character.isWhitespace || words.isEmpty { words.append("") }
            words[words.count - 1].append(character)
            endsInSpace = character.isWhitespace
        }
        return words
    }
}
