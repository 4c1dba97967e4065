import ArgumentParser

/// One leaf of the command tree: it parses, calls one use case, and returns a report. It decides nothing.
///
/// Everything around it (options, confirmation, formats, errors, exit status) happens once, in ``CommandRun``.
protocol PlatformCommand: ParsableCommand, Sendable {
    static var level: CommandLevel { get }
    /// At least one whole command line, the most usual first; help shows them before anything else.
    static var examples: [String] { get }
    /// The kinds of the reports it can give.
    static var kinds: [KindDeclaration] { get }
    /// Whether it only makes sense with a person at a terminal; elsewhere it exits with 64.
    static var isForTerminalsOnly: Bool { get }

    var global: GlobalOptions { get }

    /// The level with these arguments, where a flag raises it.
    var levelHere: CommandLevel { get }

    /// The data folder, where it is an argument (`aura init DIR`).
    var folder: String? { get }

    /// The name that `--confirm` has to repeat, for an irreversible command.
    func nameToConfirm(in context: CommandContext) async throws -> String

    /// Says what would be lost, as a question to a person, for a destructive command.
    var question: String { get }

    /// Does the work. Messages go to `context.messages`, the result is the report.
    func run(in context: CommandContext) async throws -> Report
}

extension PlatformCommand {
    static var isForTerminalsOnly: Bool { false }

    var levelHere: CommandLevel { Self.level }

    var folder: String? { nil }

    var question: String { "This cannot be taken back. Go on?" }

    func nameToConfirm(in context: CommandContext) async throws -> String {
        throw CommandError(.internalFailure, "this command has no name to confirm")
    }

    /// Never called: the program runs leaves through ``CommandRun``.
    func run() throws {
        throw CommandError(.internalFailure, "this command was not started by the program")
    }
}
