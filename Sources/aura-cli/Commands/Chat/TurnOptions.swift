import ArgumentParser
import AuraCore
import AuraPlatform

/// What belongs to one question beside its text.
struct TurnOptions: ParsableArguments, Sendable {
    @Option(
        help: ArgumentHelp("Whom it belongs to: e-mail, reference or id (default: nobody known).", valueName: "person"))
    var subject: String?

    @Flag(name: .customShort("c"), help: "Go on with the newest conversation of this bot and person.")
    var goesOn = false

    @Option(help: ArgumentHelp("Go on with this conversation.", valueName: "id"))
    var conversation: Conversation.ID?

    @Flag(help: "Show the answer when it is whole.")
    var noStream = false

    @Flag(help: "Keep neither question nor answer; the call is counted.")
    var noStore = false

    @Option(help: ArgumentHelp("The same key with the same question is one turn, for 24 hours.", valueName: "key"))
    var idempotencyKey: String?

    /// The question with what was piped in.
    func question(_ text: String?, in context: CommandContext) throws -> ChatService.Question {
        guard !goesOn || conversation == nil else {
            throw CommandError(.usage, "-c and --conversation exclude each other", hint: "leave one out")
        }
        guard idempotencyKey == nil || !noStore else {
            throw CommandError(
                .usage, "--idempotency-key and --no-store exclude each other",
                hint: "what is not kept cannot be given again")
        }
        try GlobalOptions.checkLabel(idempotencyKey, of: "--idempotency-key")
        let piped = try context.input.data(limit: Limits.promptBytes).map { bytes in
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw CommandError(.inputNotText, "what was piped in is not UTF-8")
            }
            return text
        }
        guard let words = text ?? piped else {
            throw CommandError(.inputNeeded, "there is no question", hint: "give it as TEXT, or pipe it in")
        }
        var question = ChatService.Question(words)
        if text != nil, let piped, !piped.isEmpty { question.attachment = piped }
        question.person = subject
        question.thread = conversation.map { .existing($0) } ?? (goesOn ? .newest : .new)
        question.streams = !noStream
        question.isStored = !noStore
        question.idempotencyKey = idempotencyKey
        return question
    }
}
