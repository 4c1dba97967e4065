/// A table that fits its width: no row is ever wrapped.
struct Table: Sendable {
    let titles: [String]
    let rows: [[Cell]]
    let width: Int
    let hasHeader: Bool
    let style: Style

    private static let gap = 2
    private static let narrowest = 6

    /// Rows one below the other; where the columns cannot fit, each row becomes a block of `title  value` lines.
    var lines: [String] {
        guard let widths = fittedWidths else { return blocks }
        var lines: [String] = []
        if hasHeader {
            let header = zip(titles, widths).enumerated().map { place, column in
                padded(column.0, to: column.1, right: isNumber(place))
            }
            lines.append(style.heading(trimmed(header)))
        }
        for row in rows {
            lines.append(trimmed(zip(row, widths).map { padded($0.text, to: $1, right: $0.isNumber) }))
        }
        return lines
    }

    /// Each row as lines of `title  value`, an empty line between two rows.
    var blocks: [String] {
        let longest = min(titles.map { DisplayWidth.of($0) }.max() ?? 0, max(width / 2, 1))
        var lines: [String] = []
        for row in rows {
            if !lines.isEmpty { lines.append("") }
            for (title, cell) in zip(titles, row) {
                let label = padded(title, to: longest, right: false)
                let room = max(width - longest - Table.gap, 1)
                let value = DisplayWidth.cut(cell.text, to: room)
                lines.append(style.heading(label) + "  " + value)
            }
        }
        return lines
    }

    /// The columns' widths, the widest texts cut first, names last, numbers and times never; nothing if they do
    /// not fit.
    private var fittedWidths: [Int]? {
        var widths = titles.indices.map { column in
            let cells = rows.map { column < $0.count ? DisplayWidth.of($0[column].text) : 0 }
            return min(max(cells.max() ?? 0, hasHeader ? DisplayWidth.of(titles[column]) : 0), width)
        }
        let room = width - Table.gap * max(titles.count - 1, 0)
        for turn in [Cell.Cutting.first, .last] {
            while widths.reduce(0, +) > room {
                let cuttable = widths.indices.filter {
                    widths[$0] > least(of: $0) && cutting(of: $0).rawValue <= turn.rawValue
                }
                guard let widest = cuttable.max(by: { widths[$0] < widths[$1] }) else { break }
                widths[widest] -= 1
            }
        }
        return widths.reduce(0, +) <= room ? widths : nil
    }

    private func least(of column: Int) -> Int {
        max(Table.narrowest, hasHeader ? DisplayWidth.of(titles[column]) : 0)
    }

    private func isNumber(_ column: Int) -> Bool {
        rows.first.map { column < $0.count && $0[column].isNumber } ?? false
    }

    private func cutting(of column: Int) -> Cell.Cutting {
        rows.first.flatMap { column < $0.count ? $0[column].cutting : nil } ?? .first
    }

    private func padded(_ text: String, to columns: Int, right: Bool) -> String {
        let cut = DisplayWidth.cut(text, to: columns)
        let space = String(repeating: " ", count: max(columns - DisplayWidth.of(cut), 0))
        return right ? space + cut : cut + space
    }

    private func trimmed(_ cells: [String]) -> String {
        var line = cells.joined(separator: "  ")
        while line.last == " " { line.removeLast() }
        return line
    }
}
