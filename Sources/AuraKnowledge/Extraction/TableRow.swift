/// One line of a Markdown table.
enum TableRow {
    /// More columns than this are no table anyone reads.
    private static let maximumCells = 128

    /// The cells, without the bars at both ends; `\|` is part of a cell.
    static func cells(of line: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        var rest = line
        if rest.first == 0x7C { rest = rest.dropFirst() }
        if rest.last == 0x7C, rest.dropLast().last != 0x5C { rest = rest.dropLast() }
        var cells: [ArraySlice<UInt8>] = []
        var start = rest.startIndex
        for place in rest.indices where rest[place] == 0x7C && cells.count < maximumCells {
            guard place == rest.startIndex || rest[place - 1] != 0x5C else { continue }
            cells.append(rest[start..<place].trimmingSpace())
            start = place + 1
        }
        cells.append(rest[start...].trimmingSpace())
        return cells
    }

    /// Whether a line is the rule under a table's header: `|---|:--:|`.
    static func isRule(_ line: ArraySlice<UInt8>) -> Bool {
        line.contains(0x2D) && line.allSatisfy { $0 == 0x2D || $0 == 0x3A || $0 == 0x7C || $0 == 0x20 }
    }
}
