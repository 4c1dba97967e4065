import AuraCore
import AuraCrypto
import AuraStore

/// Gives a turn again instead of having it twice: the same idempotency key with the same question has one effect.
/// The turn itself is what is remembered, so it is forgotten with it.
struct TurnRepetition {
    let context: PlatformContext
    let tenant: Tenant
    let bot: Bot

    /// The marks of a question that came with a key; nothing without one.
    func request(_ question: ChatService.Question) throws(PlatformError) -> RequestMark? {
        guard let key = question.idempotencyKey else { return nil }
        guard question.isStored else {
            throw PlatformError(
                .invalidInput, "a turn that is not stored cannot be given again",
                hint: "leave out the idempotency key, or store the turn")
        }
        let since = context.now.adding(milliseconds: -Limits.idempotencyMilliseconds)
        let digests = try context.usableIndexKeys(of: tenant).map { (indexKey) throws(PlatformError) in
            RequestMark.Earlier(
                mark: try digest(.string(key), of: "mark", under: indexKey),
                digest: try digest(question.json(to: bot), of: "digest", under: indexKey))
        }
        return RequestMark(
            mark: digests[0].mark, digest: digests[0].digest, since: since, earlier: digests.dropFirst().first)
    }

    /// The turn that the request had, if it had one.
    ///
    /// - Throws: `exists` (exit 6) if the key came with another question.
    func earlier(_ request: RequestMark) async throws(PlatformError) -> ChatService.Turn? {
        let found = try await platformErrors {
            try await context.store.tenant(tenant.id).read { [keys = tenant.indexKeys] reader in
                try reader.requireIndexKeys(keys)
                return try reader.answer(to: request)
            }
        }
        guard let found else { return nil }
        guard found.isSameQuestion else {
            throw PlatformError(
                .exists, "this idempotency key was used with another question",
                hint: "use a new key for a new question")
        }
        guard let message = try await MessageOpening(context: context, tenant: tenant).open([found.answer]).first,
            let text = message.text
        else { return nil }
        return ChatService.Turn(
            conversation: found.answer.conversation, message: message.id, person: message.person, answer: text,
            isGrounded: !message.citations.isEmpty, citations: message.citations,
            model: found.usage.model.description, usage: found.usage.tokens, accuracy: found.usage.accuracy,
            isPartial: false)
    }

    private func digest(_ value: JSONValue, of part: String, under key: KeyID) throws(PlatformError) -> [UInt8] {
        try mappingErrors {
            try context.vault.fingerprint(
                SecretBytes(copying: Array(value.line.utf8)), purpose: "request.\(part)", key: key)
        }
    }
}

extension ChatService.Question {
    /// All that makes the answer what it is.
    fileprivate func json(to bot: Bot) -> JSONValue {
        let place: JSONValue =
            switch thread {
            case .new: "new"
            case .newest: "newest"
            case .existing(let id): .string(id.rawValue)
            }
        return [
            "bot": .string(bot.id.rawValue), "text": .string(text), "attachment": JSONValue(attachment),
            "person": JSONValue(person), "thread": place,
        ]
    }
}
