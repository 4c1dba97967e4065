import ArgumentParser

/// A whole run of the program, from its arguments to its exit status.
struct CommandLineRun: Sendable {
    let arguments: [String]
    let environment: Environment
    let interruption: Interruption

    func run() async -> ExitStatus {
        let command: any ParsableCommand
        do {
            command = try RootCommand.parseAsRoot(arguments)
        } catch {
            return afterParsing(error)
        }
        if let command = command as? any PlatformCommand {
            return await CommandRun(environment: environment, interruption: interruption).run(command)
        }
        return withoutLeaf()
    }

    /// The arguments are right, but name no leaf: help was asked for, or a word is missing.
    private func withoutLeaf() -> ExitStatus {
        let scan = ArgumentScan(arguments)
        if let error = unknownWord(scan) { return fail(error) }
        if scan.wantsHelp || arguments.isEmpty { return show(page(scan)) }
        let words = scan.node.children.map(\.name).joined(separator: ", ")
        let missing = scan.node.path.isEmpty ? "a command is missing" : "a verb is missing"
        return fail(CommandError(.usage, missing, hint: "one of \(words)"))
    }

    private func page(_ scan: ArgumentScan) -> String {
        HelpPage(scan.node, width: StandardStream.output.width(environment)).text
    }

    /// The parser's own errors and answers (`--version`, completion scripts).
    private func afterParsing(_ error: any Error) -> ExitStatus {
        let message = RootCommand.message(for: error)
        if RootCommand.exitCode(for: error) == .success { return show(message + "\n") }
        let scan = ArgumentScan(arguments)
        if let error = unknownWord(scan) { return fail(error) }
        if scan.wantsHelp { return show(page(scan)) }
        return fail(CommandError(.usage, CommandLineRun.discreet(message), hint: hint(scan, error)))
    }

    /// A word that should not be there may be a secret typed in the wrong place: it is never repeated.
    static func discreet(_ message: String) -> String {
        let isUnexpected = message.hasPrefix("Unexpected argument") || message.contains("unexpected arguments:")
        return isUnexpected ? "there is an argument too many" : message
    }

    private func unknownWord(_ scan: ArgumentScan) -> CommandError? {
        guard let word = scan.unknownWord else { return nil }
        let known = scan.node.children.map(\.name)
        let place = (["aura"] + scan.node.path).joined(separator: " ")
        return CommandError(
            .unknownCommand, "'\(word)' is no command of \(place)",
            hint: NearMiss.hint(for: word, among: known) ?? "see \(place) -h")
    }

    private func hint(_ scan: ArgumentScan, _ error: any Error) -> String {
        let help = RootCommand.fullMessage(for: error).split(separator: "\n").first { $0.hasPrefix("Help:") }
        let page = (["aura"] + scan.node.path + ["-h"]).joined(separator: " ")
        guard let help else { return "see \(page)" }
        return help.dropFirst(5).trimmingPrefix { $0 == " " } + " See \(page)"
    }

    private func show(_ text: String) -> ExitStatus {
        if case .failed = StandardStream.output.write(text) {
            return fail(CommandError(.outputFailed, "standard output could not be written"))
        }
        return .done
    }

    private func fail(_ error: CommandError) -> ExitStatus {
        Messages(arguments, environment: environment).error(ErrorReport(error))
        return error.exit
    }
}

extension Messages {
    /// For what goes wrong before the options are read: only how errors look is taken from the arguments.
    init(_ arguments: [String], environment: Environment) {
        let stream = StandardStream.error
        self.init(
            isJSON: ArgumentScan.wantsJSON(arguments), isQuiet: false, isVerbose: false,
            style: ArgumentScan.color(arguments).style(isTerminal: stream.isTerminal, environment: environment)
        ) { stream.write($0) }
    }
}
