/// Table rows as lines of text: each cell behind the name of its column, so that a row can be read alone.
struct TableText {
    /// A longer column name is not repeated.
    private static let maximumNameBytes = 64

    private var names: [[UInt8]] = []

    init(header: [[UInt8]] = []) {
        names = header.map { $0.count <= Self.maximumNameBytes ? $0 : [] }
    }

    /// `Name: cell; Name: cell`, without the empty cells.
    func line(_ cells: [[UInt8]]) -> [UInt8] {
        var line: [UInt8] = []
        for (place, cell) in cells.enumerated() where !cell.isEmpty {
            if !line.isEmpty { line += [0x3B, 0x20] }
            if place < names.count, !names[place].isEmpty { line += names[place] + [0x3A, 0x20] }
            line += cell
        }
        return line
    }
}
