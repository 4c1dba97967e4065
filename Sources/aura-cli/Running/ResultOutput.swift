/// Where the result goes and in which form; checked before the command runs.
struct ResultOutput: Sendable {
    private let file: OutputFile?
    private let renderer: Renderer
    private let isSilent: Bool
    /// Whether the report beside a document that went to a file is left out.
    private let isQuiet: Bool

    init(_ command: some PlatformCommand, _ context: CommandContext) throws(CommandError) {
        let options = context.options
        let isDryRun = options.isDryRun && command.levelHere.changes
        try ResultOutput.check(options.fieldNames, of: isDryRun ? [Kinds.dryRun.declaration] : type(of: command).kinds)
        if let path = options.to, path != "-" {
            file = try OutputFile(path: path, outside: context.settings.dataFolder.value)
        } else {
            file = nil
        }
        let stream = StandardStream.output
        let isTerminal = file == nil && stream.isTerminal
        renderer = Renderer(
            format: options.output ?? .table, fields: options.fieldNames, hasHeader: !options.noHeader,
            width: stream.width(context.environment), isTerminal: isTerminal,
            style: file == nil
                ? options.color.style(isTerminal: stream.isTerminal, environment: context.environment) : .plain,
            showsWholeChanges: isTerminal || options.output != nil || options.isVerbose || !command.levelHere.changes)
        isQuiet = options.isQuiet && options.output == nil
        isSilent = isQuiet && options.to == nil
    }

    /// Writes the report, or the document it hands out, where `--to` says.
    func write(_ report: Report) throws(CommandError) {
        if isSilent, report.exit == .done { return }
        let text = Array(renderer.text(of: report).utf8)
        guard let attachment = report.attachment else {
            if let file { try file.finish(text) } else { try ResultOutput.print(text) }
            return
        }
        if let file {
            try file.finish(attachment.bytes)
            if !isQuiet { try ResultOutput.print(text) }
        } else {
            try ResultOutput.print(attachment.bytes)
        }
    }

    private static func print(_ bytes: [UInt8]) throws(CommandError) {
        if case .failed = StandardStream.output.write(bytes) {
            throw CommandError(.outputFailed, "standard output could not be written")
        }
    }

    private static func check(_ names: [String], of kinds: [KindDeclaration]) throws(CommandError) {
        for name in names {
            let known = kinds.flatMap { $0.rowFields.map(\.name) }
            guard !known.contains(name) else { continue }
            throw CommandError(
                .unknownField, "there is no field '\(TerminalText.line(name))' here",
                hint: NearMiss.hint(for: name, among: known) ?? "the fields are \(known.joined(separator: ", "))")
        }
    }
}
