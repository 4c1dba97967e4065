import AuraCore

/// The one rule for commands that destroy something, applied before anything is touched.
enum Confirmation {
    static func require(_ command: some PlatformCommand, in context: CommandContext) async throws {
        guard !context.options.isDryRun else { return }
        switch command.levelHere {
        case .read, .write: return
        case .destructive: try requireYes(command.question, in: context)
        case .irreversible: try await requireName(command, in: context)
        }
    }

    /// A terminal asks; elsewhere only `--yes` will do.
    private static func requireYes(_ question: String, in context: CommandContext) throws {
        guard !context.options.saysYes else { return }
        guard context.input.canAsk else {
            throw CommandError(
                .confirmationNeeded, "this command destroys something, and nobody can be asked here",
                hint: "add --yes to do it, or -n to see what it would do")
        }
        guard try context.input.confirms(question) else {
            throw CommandError(.confirmationNeeded, "not confirmed; nothing was changed")
        }
    }

    /// The name must be repeated, also on a terminal, and a reason is kept.
    private static func requireName(_ command: some PlatformCommand, in context: CommandContext) async throws {
        guard let given = context.options.confirm else {
            let name = try await command.nameToConfirm(in: context)
            throw CommandError(
                .confirmationNeeded, "this command cannot be taken back",
                hint: "repeat the name: --confirm '\(TerminalText.line(name))'")
        }
        let name = try await command.nameToConfirm(in: context)
        // By bytes: Swift's == would take two spellings of an accent for one.
        guard Array(given.utf8) == Array(name.utf8) else {
            throw CommandError(.confirmationNeeded, "--confirm does not repeat the name; nothing was changed")
        }
        guard context.options.reason != nil else {
            throw CommandError(.reasonNeeded, "a reason must be given", hint: "--reason TEXT; the audit log keeps it")
        }
    }
}
