import AuraCore

/// What a command has to say, independent of the format it is written in.
struct Report: Sendable {
    let kind: KindDeclaration
    let members: [JSONMember]
    var exit: ExitStatus = .done
    /// What the table format prints instead of a table: an answer, a page of help.
    var text: String?
    /// One line that says what a change has done; off a terminal the table format prints it alone.
    var summary: String?
    /// What to do next, below a table.
    var footer: String?
    /// What is said on standard error below the result, in the table format: an answer's sources.
    var notes: [String] = []
    /// What went wrong although there is a report (exits 3, 7, 13); it goes to standard error.
    var failure: ErrorReport?
    /// A document that goes to `--to` in place of the report, such as an export; the report then goes to standard
    /// output. Without `--to`, or with `--to -`, the document alone goes there.
    var attachment: Attachment?
    /// The text was written while it came; the table format adds only the end of the line.
    var isStreamed = false

    /// A report on one value.
    init<Value>(_ kind: Kind<Value>, _ value: Value, summary: String? = nil) {
        self.kind = kind.declaration
        members = kind.fields.members(of: value)
        self.summary = summary
    }

    /// A report on many; `next` is the identifier to go on after, if there are more.
    init<Value>(_ kind: Kind<Value>, list values: [Value], next: String? = nil) {
        self.kind = kind.list
        members = [
            JSONMember("items", .array(values.map { .object(kind.fields.members(of: $0)) })),
            JSONMember("next", JSONValue(next)),
        ]
    }

    /// The same report with another exit status if the condition holds, such as `.pending` under `--check`.
    func exiting(_ status: ExitStatus, when condition: Bool) -> Report {
        guard condition else { return self }
        var report = self
        report.exit = status
        return report
    }

    /// The same report, shown as this text in the table format.
    func shown(as text: String) -> Report {
        var report = self
        report.text = text
        return report
    }

    /// The report's items, or the report itself as the only one.
    var rows: [[JSONMember]] {
        guard kind.itemFields != nil else { return [members] }
        let items = members.first { $0.name == "items" }?.value.array ?? []
        return items.map { item in
            if case .object(let members) = item { members } else { [] }
        }
    }
}

/// A document that a command hands out beside its report.
struct Attachment: Sendable {
    let bytes: [UInt8]

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    init(text: String) {
        bytes = Array(text.utf8)
    }
}
