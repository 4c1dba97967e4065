import AuraCore

/// Writes any report in any format: the one renderer of the program.
struct Renderer: Sendable {
    let format: OutputFormat
    /// The fields to show, in this order; empty for all.
    var fields: [String] = []
    var hasHeader = true
    /// The columns of the terminal, or 80.
    var width = 80
    var isTerminal = false
    var style = Style.plain
    /// Whether a change shows its whole report, not only the line that sums it up.
    var showsWholeChanges = true

    /// The report's text, with its last line feed.
    func text(of report: Report) -> String {
        switch format {
        case .table: table(report)
        case .json: guarded(json: document(report).pretty + "\n")
        case .ndjson: guarded(json: lines(report))
        case .csv: guarded(CSV.document(report.rows, fields: rowFields(report.kind), hasHeader: hasHeader))
        case .name: guarded(names(report))
        }
    }

    // MARK: JSON

    private func document(_ report: Report) -> JSONValue {
        let head = [
            JSONMember("kind", .string(report.kind.name)), JSONMember("schema", .string(report.kind.schema)),
        ]
        guard !fields.isEmpty else { return .object(head + report.members) }
        guard report.kind.itemFields != nil else { return .object(head + selected(report.members)) }
        return .object(
            head
                + report.members.map { member in
                    guard member.name == "items" else { return member }
                    return JSONMember("items", .array(report.rows.map { .object(selected($0)) }))
                })
    }

    private func lines(_ report: Report) -> String {
        guard report.kind.itemFields != nil else { return document(report).line + "\n" }
        return report.rows.map { JSONValue.object(selected($0)).line + "\n" }.joined()
    }

    private func selected(_ members: [JSONMember]) -> [JSONMember] {
        guard !fields.isEmpty else { return members }
        return fields.compactMap { name in members.first { $0.name == name } }
    }

    private func rowFields(_ kind: KindDeclaration) -> [FieldDeclaration] {
        guard !fields.isEmpty else { return kind.rowFields }
        return fields.compactMap { name in kind.rowFields.first { $0.name == name } }
    }

    private func names(_ report: Report) -> String {
        report.rows.compactMap { row in
            let value = row.first { $0.name == report.kind.identifier }?.value
            return switch value {
            case .string(let text): TerminalText.line(text) + "\n"
            case .integer(let number): "\(number)\n"
            default: nil
            }
        }.joined()
    }

    // MARK: Tables

    private func table(_ report: Report) -> String {
        if report.isStreamed { return "\n" }
        if let text = report.text { return lined(PlainText.forTerminal(text)) }
        if let summary = report.summary, !showsWholeChanges, fields.isEmpty { return lined(TerminalText.line(summary)) }
        var parts = report.kind.itemFields == nil ? objectParts(report) : listParts(report)
        if let summary = report.summary { parts.insert(fitted(TerminalText.line(summary)), at: 0) }
        if let footer = report.footer { parts.append(fitted(PlainText.forTerminal(footer))) }
        return parts.filter { !$0.isEmpty }.map { lined($0.joined(separator: "\n")) }.joined(separator: "\n")
    }

    /// Sentences within the width of a terminal; elsewhere each stays one line.
    private func fitted(_ text: String) -> [String] {
        isTerminal ? text.split(separator: "\n").flatMap { DefinitionList.wrapped(String($0), to: width) } : [text]
    }

    private func listParts(_ report: Report) -> [[String]] {
        let columns = tableColumns(report.kind)
        let scalars = report.kind.fields.filter { $0.type.isCell && $0.name != "next" }
        let heading = block(scalars, report.members)
        guard !report.rows.isEmpty else { return [heading, hasHeader ? ["Nothing to show."] : []] }
        let others = report.kind.fields.filter { $0.name != "items" && fields.isEmpty }
        return [heading, grid(columns, report.rows)] + grids(of: others, report)
    }

    private func objectParts(_ report: Report) -> [[String]] {
        let shown = rowFields(report.kind)
        let lists = shown.filter { if case .list(.object) = $0.type { true } else { false } }
        return [block(shown.filter { field in !lists.contains(field) }, report.members)] + grids(of: lists, report)
    }

    /// A table for each list of objects that has items.
    private func grids(of lists: [FieldDeclaration], _ report: Report) -> [[String]] {
        lists.compactMap { list in
            guard case .list(.object(let fields)) = list.type,
                let items = report.members.first(where: { $0.name == list.name })?.value.array, !items.isEmpty
            else { return nil }
            let rows = items.map { item in if case .object(let members) = item { members } else { [JSONMember]() } }
            return grid(fields.filter(\.type.isScalar), rows)
        }
    }

    private func tableColumns(_ kind: KindDeclaration) -> [FieldDeclaration] {
        guard fields.isEmpty else { return rowFields(kind) }
        guard let names = kind.columns else { return kind.rowFields.filter(\.type.isScalar) }
        return names.compactMap { name in kind.rowFields.first { $0.name == name } }
    }

    private func block(_ fields: [FieldDeclaration], _ members: [JSONMember]) -> [String] {
        guard !fields.isEmpty else { return [] }
        return makeTable(fields, [members]).blocks
    }

    private func grid(_ fields: [FieldDeclaration], _ rows: [[JSONMember]]) -> [String] {
        makeTable(fields, rows).lines
    }

    private func makeTable(_ fields: [FieldDeclaration], _ rows: [[JSONMember]]) -> Table {
        let columns = Column.all(of: fields)
        let cells = rows.map { row in columns.map { Cell($0.value(in: row), type: $0.type) } }
        return Table(titles: columns.map(\.title), rows: cells, width: width, hasHeader: hasHeader, style: style)
    }

    // MARK: Safety

    private func lined(_ text: String) -> String {
        text.hasSuffix("\n") ? text : text + "\n"
    }

    /// A file gets the text as it is; a terminal never gets what could steer it.
    private func guarded(_ text: String) -> String {
        isTerminal ? PlainText.forTerminal(text) : text
    }

    private func guarded(json: String) -> String {
        isTerminal ? TerminalText.safeJSON(json) : json
    }
}
