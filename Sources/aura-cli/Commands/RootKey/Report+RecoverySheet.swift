import AuraPlatform

extension CommandContext {
    /// Whether a recovery sheet would reach somebody: a file that `--to` names, or a terminal.
    var canHandOutSheet: Bool {
        if let file = options.to { return file != "-" || StandardStream.output.isTerminal }
        return StandardStream.output.isTerminal && options.output ?? .table == .table && !options.isQuiet
    }
}

extension Report {
    /// The same report with the sheet, which goes to `--to` or, once, to the terminal.
    func handingOut(_ sheet: RecoverySheet?, in context: CommandContext) -> Report {
        guard let sheet else { return self }
        var report = self
        if context.options.to != nil {
            report.attachment = Attachment(text: sheet.text)
        } else {
            report.text = (summary.map { $0 + "\n\n" } ?? "") + sheet.text
        }
        return report
    }
}
