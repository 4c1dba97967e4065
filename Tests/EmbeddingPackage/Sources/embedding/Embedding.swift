import AuraCore
import AuraPolicy

/// Asks the policy from a program that knows no store, no keys and no network.
@main
enum Embedding {
    static func main() throws {
        guard let written = Timestamp("2026-01-10T09:00:00Z") else { throw PolicyAnswer.unexpected }
        let dueAt = try StandardPolicy.retention.dueAt(.conversation, anchor: written)
        let wasDue = try StandardPolicy.retention.isDue(.conversation, anchor: written, now: dueAt.adding(seconds: -1))
        let isDue = try StandardPolicy.retention.isDue(.conversation, anchor: written, now: dueAt)
        guard isDue, !wasDue else { throw PolicyAnswer.unexpected }
        print("a message of \(written.date) is due on \(dueAt.date)")

        let decision = TransferPolicy.decide(vendor: .openAI, origin: "https://vendor.example")
        guard let refusal = decision.refusal else { throw PolicyAnswer.unexpected }
        print("clause \(refusal.clause): \(refusal.sentence)")

        let text = PolicyRenderer.markdown(StandardPolicy.document)
        print("the policy has \(StandardPolicy.document.clauses.count) clauses and \(text.utf8.count) bytes of text")

        let key = SecretBytes(copying: Array("not a real key".utf8))
        print("a key prints as \(key)")
    }
}

/// What the policy answered was not what it promises.
enum PolicyAnswer: Error {
    case unexpected
}
