import AuraCore
import AuraPlatform

/// Usage as people see it on a terminal: a sum, a line of days or bars, and the numbers beside them.
struct UsagePicture: Sendable {
    private let usage: UsageReport
    private let width: Int
    private let glyphs: Glyphs

    init(_ usage: UsageReport, width: Int, _ glyphs: Glyphs) {
        self.usage = usage
        self.width = width
        self.glyphs = glyphs
    }

    var text: String {
        let lines = [heading] + (summary.grouping == .day ? days : bars)
        return lines.map { DisplayWidth.cut($0, to: width) }.joined(separator: "\n")
    }

    private var summary: UsageService.Summary { usage.summary }

    private var heading: String {
        // `until` is exclusive: its last millisecond is the last day that counts.
        let period = "\(summary.from.date) \(glyphs.dash) \(summary.until.adding(milliseconds: -1).date)"
        let tokens = "\(summary.inputTokens + summary.outputTokens) tokens"
        return [usage.tenant.rawValue, period, "\(summary.calls) calls", tokens].joined(separator: glyphs.dot)
    }

    /// Each day of the period, also those on which nothing was used; the last ones if there are more than fit.
    private var days: [String] {
        let label = "tokens/day  "
        let room = max(width - label.count, 1)
        let last = summary.until.adding(milliseconds: -1).date.daysSinceEpoch
        let first = max(summary.from.date.daysSinceEpoch, last - room + 1)
        let used = Dictionary(summary.rows.map { ($0.group, $0.tokens) }, uniquingKeysWith: +)
        let values = (first...max(first, last)).map { used["\(CivilDate(daysSinceEpoch: $0))"] ?? 0 }
        var lines = [label + glyphs.sparkline(values)]
        if let peak = summary.rows.max(by: { $0.tokens < $1.tokens }), peak.tokens > 0 {
            lines.append("peak        \(peak.tokens) on \(peak.group)")
        }
        return lines
    }

    /// A bar for each group: its share of the tokens.
    private var bars: [String] {
        let total = max(summary.inputTokens + summary.outputTokens, 1)
        let longest = min(summary.rows.map { DisplayWidth.of($0.group) }.max() ?? 0, max(width / 3, 8))
        let cells = max(min(width - longest - 30, 20), 0)
        return summary.rows.map { row in
            let name = DisplayWidth.cut(row.group, to: longest)
            let part = Double(row.tokens) / Double(total)
            let bar = glyphs.bar(part, cells: cells)
            let padding = String(repeating: " ", count: max(cells - DisplayWidth.of(bar), 0))
            let space = String(repeating: " ", count: max(longest - DisplayWidth.of(name), 0))
            return "\(name)\(space)  \(bar)\(padding)  \(Int((part * 100).rounded())) %  \(row.tokens) tokens"
        }
    }
}

extension UsageService.Row {
    fileprivate var tokens: Int { inputTokens + outputTokens }
}
