import ArgumentParser

/// `aura`: nouns, each with its verbs.
struct RootCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "aura",
        abstract: "A chatbot platform you can prove things about.",
        version: Version.number,
        subcommands: [
            InitCommand.self, StatusCommand.self, DoctorCommand.self, RootKeyCommands.self, TenantCommands.self,
            MemberCommands.self,
            KeyCommands.self, BotCommands.self, DocCommands.self, ChatCommands.self, ConversationCommands.self,
            UsageCommands.self, RetentionCommands.self, SubjectCommands.self, AuditCommands.self, PolicyCommands.self,
            BackupCommands.self, VersionCommand.self, HelpCommand.self,
        ])

    /// Here too, so that the global flags may stand before the noun.
    @OptionGroup var global: GlobalOptions
}
