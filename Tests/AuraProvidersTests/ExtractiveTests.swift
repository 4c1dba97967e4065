import AuraCore
import AuraProviders
import Testing

/// Answers made of the documents' own sentences.
@Suite struct ExtractiveTests {
    static let documents = (0..<2).map { _ in Document.ID.make(at: Timestamp(milliseconds: 0)) }
    static let passages = (0..<3).map { _ in Passage.ID.make(at: Timestamp(milliseconds: 0)) }

    static func quotation(
        _ text: String, at start: Int, in passage: Int = 0, of document: Int = 0, score: Double = 1
    ) -> Quotation {
        Quotation(
            document: documents[document], version: 1, passage: passages[passage],
            range: start..<(start + text.unicodeScalars.count), text: text, score: score)
    }

    @Test func `no quotations make an empty answer`() async throws {
        #expect(ExtractiveAnswer(from: []) == ExtractiveAnswer(from: [Self.quotation(" \n", at: 0)]))
        let (result, deltas) = await Self.complete([])
        #expect(try result.get().text == "")
        #expect(try result.get().finishReason == .stop)
        #expect(deltas.isEmpty)
    }

    @Test func `sentences of one passage stand in the document's order`() {
        let first = Self.quotation("We refund within 14 days.", at: 10, score: 2)
        let second = Self.quotation("Send it back first.", at: 80, score: 3)
        let answer = ExtractiveAnswer(from: [second, first])
        #expect(answer.text == "We refund within 14 days. Send it back first.")
        #expect(answer.used == [first, second])
    }

    @Test func `passages stand in the order of their best sentence, each a paragraph`() {
        let best = Self.quotation("Best.", at: 500, in: 1, of: 1, score: 9)
        let other = Self.quotation("Other.", at: 0, in: 0, score: 8)
        let more = Self.quotation("Read this first.", at: 400, in: 1, of: 1, score: 7)
        let answer = ExtractiveAnswer(from: [best, other, more])
        #expect(answer.text == "Read this first. Best.\n\nOther.")
        #expect(answer.used == [more, best, other])
    }

    @Test func `at most three sentences are used, the best ones`() {
        let all = (0..<6).map { Self.quotation("Sentence number \($0).", at: $0 * 50, score: Double(100 - $0)) }
        #expect(ExtractiveAnswer(from: all).used == Array(all.prefix(3)))
    }

    @Test(arguments: [
        quotation("we REFUND,  within 14 days", at: 500, in: 1, of: 1), quotation("within 14 days", at: 500, in: 2),
        quotation("Note: we refund within 14 days, always.", at: 500, in: 2),
        quotation("14 days. And then some", at: 20),
    ])
    func `a sentence that repeats or overlaps a better one is left out`(repeated: Quotation) {
        let best = Self.quotation("We refund within 14 days.", at: 0)
        #expect(ExtractiveAnswer(from: [best, repeated]).used == [best])
    }

    @Test func `a sentence is a repetition by whole words alone`() {
        let best = Self.quotation("We know the category.", at: 0)
        let other = Self.quotation("No cat.", at: 100)
        #expect(ExtractiveAnswer(from: [best, other]).used == [best, other])
    }

    @Test(arguments: [(0.49, 1), (0.5, 2), (Double.nan, 1), (-1.0, 1)])
    func `a sentence that scores far less than the best is left out`(score: Double, count: Int) {
        let all = [Self.quotation("Best.", at: 0), Self.quotation("Weak.", at: 50, score: score)]
        #expect(ExtractiveAnswer(from: all).used.count == count)
    }

    @Test func `sentences that touch in the document are joined as they stand there`() {
        let first = Self.quotation("可以退款。", at: 0)
        let second = Self.quotation("请在十四天内寄回。", at: 5)
        let far = Self.quotation("运费由我们承担。", at: 90)
        #expect(ExtractiveAnswer(from: [first, second, far]).text == "可以退款。请在十四天内寄回。 运费由我们承担。")
    }

    @Test func `the answer comes in words whose sum is its text`() async throws {
        let (result, deltas) = await Self.complete([Self.quotation("One  two\nthree.", at: 0)])
        #expect(deltas == ["One  ", "two\n", "three."])
        #expect(try result.get().text == "One  two\nthree.")
        let whole = await Self.complete([Self.quotation("One  two\nthree.", at: 0)], streams: false)
        #expect(whole.deltas == ["One  two\nthree."])
        #expect(try whole.result.get() == result.get())
    }

    @Test func `words are counted as tokens`() async throws {
        let completion = try await Self.complete([Self.quotation("One  two\nthree.", at: 0)]).result.get()
        // "How long?" and the quotation.
        #expect(completion.usage == TokenUsage(input: 5, output: 3))
        #expect(completion.accuracy == .exact)
        #expect(completion.model == "extractive")
    }

    @Test func `a reader that goes away ends the answer`() async {
        let request = Self.request([Self.quotation("One two.", at: 0)], streams: true)
        await #expect(throws: ProviderError(.cancelled, wasSent: false)) {
            try await ExtractiveProvider().complete(request, key: nil) { (_) async throws(CancellationError) in
                throw CancellationError()
            }
        }
    }

    @Test func `a task that is cancelled ends the answer`() async {
        let request = Self.request([Self.quotation("One two.", at: 0)], streams: true)
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return await Calls.outcome(of: request, with: ExtractiveProvider(), key: nil)
        }
        task.cancel()
        let (result, deltas) = await task.value
        #expect(result.failure == ProviderError(.cancelled, wasSent: false))
        #expect(deltas.isEmpty)
    }

    private static func request(_ quotations: [Quotation], streams: Bool) -> ChatRequest {
        ChatRequest(
            model: "extractive", turns: [.init(role: .user, text: "How long?")], quotations: quotations,
            temperatureMilli: nil, maximumOutputTokens: 100, streams: streams)
    }

    private static func complete(
        _ quotations: [Quotation], streams: Bool = true
    ) async -> (result: Result<Completion, ProviderError>, deltas: [String]) {
        await Calls.outcome(of: request(quotations, streams: streams), with: ExtractiveProvider(), key: nil)
    }
}
