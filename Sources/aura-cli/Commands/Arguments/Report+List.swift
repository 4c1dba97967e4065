import AuraCore

extension CommandContext {
    /// A report on many values, with a warning when there may be more than one list holds: nothing is left out
    /// without a word.
    func list<Value>(_ kind: Kind<Value>, _ values: [Value], hint: String? = nil) -> Report {
        if values.count >= Limits.listRows {
            messages.warning("this list ends after \(values.count) rows; there may be more", hint: hint)
        }
        return Report(kind, list: values)
    }
    /// The report as names with sentences, each sentence whole, where a table would cut it; fields that were chosen
    /// make a table all the same.
    ///
    /// - Parameter sum: A last line, which also `--no-header` leaves out.
    func listing(_ report: Report, _ lines: [(String, String)], below sum: String? = nil) -> Report {
        guard options.fieldNames.isEmpty else { return report }
        let list = DefinitionList.lines(lines, width: options.to == nil ? width : 80)
        let rest = options.noHeader ? [] : sum.map { ["", $0] } ?? []
        return report.shown(as: (list + rest).joined(separator: "\n"))
    }
}
