import AuraCore
import AuraStore

/// What is remembered of a call to a vendor from the opening of its key until it is counted: ids and an estimate. What
/// a kill leaves of it becomes a usage row of its own (FAULTS.md §2, I14).
struct CallMemo: Hashable, Sendable {
    /// No call takes longer, so that a job which is older than this is nobody's any more.
    static let lapseMilliseconds: Int64 = 15 * 60_000

    let bot: Bot.ID
    let model: ModelName
    let credential: Credential.ID
    /// Of the prompt; nothing is known of the answer.
    let tokens: TokenUsage

    init(bot: Bot, credential: Credential.ID, tokens: TokenUsage) {
        self.bot = bot.id
        model = bot.model
        self.credential = credential
        self.tokens = tokens
    }

    var json: JSONValue {
        [
            "bot": .string(bot.rawValue), "credential": .string(credential.rawValue),
            "input": JSONValue(tokens.input), "model": .string(model.description),
        ]
    }

    init?(_ json: JSONValue) {
        guard let bot = json["bot"]?.string.flatMap(Bot.ID.init), let input = json["input"]?.integer,
            let credential = json["credential"]?.string.flatMap(Credential.ID.init),
            let model = json["model"]?.string.flatMap(ModelName.init)
        else { return nil }
        self.bot = bot
        self.model = model
        self.credential = credential
        tokens = TokenUsage(input: Int(input), output: 0)
    }

    /// When the job of a call is taken up.
    static func lapse(of job: Job) -> Timestamp {
        job.startedAt.adding(milliseconds: lapseMilliseconds)
    }
}
