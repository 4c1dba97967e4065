import AuraCore
import AuraPlatform

extension Kinds {
    static let bot = Kind<BotService.Overview>(
        "Bot", identifier: "name", columns: ["name", "model", "documents", "createdAt"],
        fields: [
            .identifier("name") { $0.bot.name },
            .identifier("id") { $0.bot.id },
            .identifier("model") { $0.bot.model },
            .identifier("temperature") { $0.bot.temperatureMilli.map(Temperature.text) },
            .integer("documents") { $0.documents },
            .text("prompt") { $0.prompt },
            .text("fallback") { $0.fallback },
            .time("createdAt") { $0.bot.createdAt },
            .flag("isNew") { $0.isNew },
        ])
}
