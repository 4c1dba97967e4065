public import AuraCore
import AuraStore

/// A tenant's chatbots (clause 1.2).
public struct BotService: Sendable {
    let context: PlatformContext

    public struct Overview: Hashable, Sendable {
        public let bot: Bot
        public let prompt: String?
        public let fallback: String?
        public let documents: Int
        public let isNew: Bool
    }

    /// What a bot is made of.
    public struct Draft: Hashable, Sendable {
        public var model = ModelName.extractive
        public var prompt: String?
        public var fallback: String?
        /// 0 … 2000 thousandths.
        public var temperatureMilli: Int?

        public init() {}
    }

    /// Makes a bot.
    ///
    /// - Parameter ifMissing: A bot of this name with the same settings is then no error; one that differs is.
    public func create(
        _ name: String, _ draft: Draft = Draft(), ifMissing: Bool = false, of tenant: ObjectName,
        as principal: Principal
    ) async throws(PlatformError) -> Overview {
        let tenant = try await context.authorised(principal, .botWrite, tenant: tenant)
        try context.requireSpace()
        let name = try TextInput.name(name, of: "bot")
        let draft = try BotService.checked(draft)
        let existing = try await platformErrors {
            try await context.store.tenant(tenant.id).read { try $0.bot(named: name) }
        }
        if let existing {
            let overview = try overview(existing, of: tenant, documents: 0, isNew: false)
            let same =
                existing.model == draft.model && overview.prompt == draft.prompt && overview.fallback == draft.fallback
                && existing.temperatureMilli == draft.temperatureMilli
            guard ifMissing, same else {
                throw PlatformError(
                    .exists, "there is a bot named \(name) already",
                    hint: ifMissing ? "its settings differ" : "use --if-missing, or another name")
            }
            return overview
        }
        let now = context.now
        let id = Bot.ID.make(at: now)
        func sealed(_ text: String?, _ column: String) throws(PlatformError) -> SealedValue? {
            try text.map { (text) throws(PlatformError) in
                try context.seal(
                    text, of: tenant, table: "bot", column: column, row: id.rawValue, dataClass: .content)
            }
        }
        let bot = Bot(
            id: id, name: name, model: draft.model, prompt: try sealed(draft.prompt, "prompt"),
            fallback: try sealed(draft.fallback, "fallback"), temperatureMilli: draft.temperatureMilli, createdAt: now)
        let event = try context.trail.event(
            .botCreated, id.rawValue, of: tenant, by: principal, at: now, clause: Clause(1, 2))
        try await platformErrors {
            try await context.store.tenant(tenant.id).write(event) { try $0.insertBot(bot) }
        }
        return Overview(bot: bot, prompt: draft.prompt, fallback: draft.fallback, documents: 0, isNew: true)
    }

    /// The tenant's bots, oldest first.
    public func list(of tenant: ObjectName, as principal: Principal) async throws(PlatformError) -> [Overview] {
        let tenant = try await context.authorised(principal, .botRead, tenant: tenant)
        let bots = try await platformErrors {
            try await context.store.tenant(tenant.id).read { reader in
                try reader.bots(limit: Limits.listRows).map { ($0, try reader.documentCount(of: $0.id)) }
            }
        }
        var overviews: [Overview] = []
        for (bot, documents) in bots {
            overviews.append(try overview(bot, of: tenant, documents: documents, isNew: false))
        }
        return overviews
    }

    /// One bot.
    public func show(
        _ name: String, of tenant: ObjectName, as principal: Principal
    ) async throws(PlatformError) -> Overview {
        let tenant = try await context.authorised(principal, .botRead, tenant: tenant)
        let bot = try await context.bot(try TextInput.name(name, of: "bot"), of: tenant)
        let documents = try await platformErrors {
            try await context.store.tenant(tenant.id).read { try $0.documentCount(of: bot.id) }
        }
        return try overview(bot, of: tenant, documents: documents, isNew: false)
    }

    /// Deletes a bot with its documents, their index and its conversations.
    public func delete(
        _ name: String, of tenant: ObjectName, as principal: Principal
    ) async throws(PlatformError) -> Overview {
        let tenant = try await context.authorised(principal, .botWrite, tenant: tenant)
        let bot = try await context.bot(try TextInput.name(name, of: "bot"), of: tenant)
        let event = try context.trail.event(
            .botDeleted, bot.id.rawValue, of: tenant, by: principal, at: context.now, clause: Clause(5, 1))
        try await platformErrors {
            try await context.store.tenant(tenant.id).write(event) { writer in
                while try writer.deleteContents(of: bot.id) > 0 {}
                try writer.deleteBot(bot.id)
            }
            try await context.store.truncateLogs()
        }
        return Overview(bot: bot, prompt: nil, fallback: nil, documents: 0, isNew: false)
    }

    private func overview(
        _ bot: Bot, of tenant: Tenant, documents: Int, isNew: Bool
    ) throws(PlatformError) -> Overview {
        Overview(
            bot: bot, prompt: try context.prompt(of: bot, tenant: tenant),
            fallback: try context.fallback(of: bot, tenant: tenant), documents: documents, isNew: isNew)
    }

    private static func checked(_ draft: Draft) throws(PlatformError) -> Draft {
        var checked = draft
        checked.prompt = try draft.prompt.map { (text) throws(PlatformError) in
            try TextInput.text(text, of: "prompt", limit: Limits.promptBytes)
        }
        checked.fallback = try draft.fallback.map { (text) throws(PlatformError) in
            try TextInput.text(text, of: "fallback", limit: Limits.promptBytes)
        }
        if let temperature = draft.temperatureMilli, !(0...2_000).contains(temperature) {
            throw PlatformError(.invalidInput, "the temperature is out of range", hint: "give a number from 0 to 2")
        }
        return checked
    }
}

extension PlatformContext {
    func prompt(of bot: Bot, tenant: Tenant) throws(PlatformError) -> String? {
        try bot.prompt.map { (sealed) throws(PlatformError) in
            try open(
                sealed, of: tenant, table: "bot", column: "prompt", row: bot.id.rawValue, dataClass: .content)
        }
    }

    func fallback(of bot: Bot, tenant: Tenant) throws(PlatformError) -> String? {
        try bot.fallback.map { (sealed) throws(PlatformError) in
            try open(
                sealed, of: tenant, table: "bot", column: "fallback", row: bot.id.rawValue, dataClass: .content)
        }
    }
}
