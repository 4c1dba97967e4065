import AuraCore
import AuraPlatform

/// A document in a list: one that is there, or a file that could not be added.
struct DocumentLine: Sendable {
    /// The file as it was named on the command line.
    var file: String?
    var document: DocumentService.Overview?
    var failure: ErrorReport?

    /// What became of a file that was to be added, in words.
    var outcome: (file: String, words: String) {
        let state = document.map { "\($0.document.id) \($0.isNew ? "added" : "unchanged")" }
        return (TerminalText.line(file ?? ""), state ?? failure?.message ?? "")
    }
}

extension Kinds {
    static let doc = Kind<DocumentService.Overview>(
        "Doc", identifier: "id",
        fields: [
            .identifier("id") { $0.document.id },
            .text("title") { $0.title },
            .identifier("bot") { $0.document.bot },
            .integer("version") { $0.document.version },
            .choice("mediaType") { $0.document.mediaType },
            .identifier("language") { $0.document.language },
            .size("bytes") { $0.document.byteCount },
            .integer("passages") { $0.document.passageCount },
            .identifier("fingerprint") { $0.document.fingerprint },
            .time("createdAt") { $0.document.createdAt },
        ])

    /// The lines of `doc list` and of `doc add`, which says of each file what became of it.
    static let docs = Kind<DocumentLine>(
        "Doc", identifier: "id", columns: ["id", "title", "passages", "bytes"],
        fields: [
            .text("file") { $0.file },
            .identifier("id") { $0.document?.document.id },
            .text("title") { $0.document?.title },
            .identifier("bot") { $0.document?.document.bot },
            .integer("version") { $0.document?.document.version },
            .choice("mediaType") { $0.document?.document.mediaType },
            .identifier("language") { $0.document?.document.language },
            .size("bytes") { $0.document?.document.byteCount },
            .integer("passages") { $0.document?.document.passageCount },
            .time("createdAt") { $0.document?.document.createdAt },
            .flag("isNew") { $0.document?.isNew },
            .identifier("error") { $0.failure?.code },
            .text("message") { $0.failure?.message },
            .text("hint") { $0.failure?.hint },
        ])

    static let passage = Kind<PassageMatch>(
        "Passage", identifier: "id", columns: ["score", "title", "headings", "text"],
        fields: [
            .identifier("id") { $0.passage },
            .identifier("document") { $0.document },
            .integer("version") { $0.version },
            .text("title") { $0.title },
            .texts("headings") { $0.headings },
            .integer("start") { $0.range.lowerBound },
            .integer("end") { $0.range.upperBound },
            .identifier("score") { Decimal3.text($0.score) },
            .text("text") { $0.text },
        ])
}

/// A number with three digits behind the point, the same in every locale.
enum Decimal3 {
    static func text(_ number: Double) -> String {
        guard number.isFinite, abs(number) < 1e12 else { return "0.000" }
        let thousandths = Int((number * 1_000).rounded())
        let (whole, rest) = abs(thousandths).quotientAndRemainder(dividingBy: 1_000)
        return (thousandths < 0 ? "-" : "") + "\(whole)." + String(rest + 1_000).dropFirst()
    }
}
