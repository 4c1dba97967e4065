/// The characters that pictures are made of: blocks, or plain ASCII where the locale is not UTF-8.
struct Glyphs: Hashable, Sendable {
    let isUnicode: Bool

    /// A line of heights, the greatest value at full height.
    func sparkline(_ values: [Int]) -> String {
        let steps = Array(isUnicode ? "▁▂▃▄▅▆▇█" : "_.,:-=+#")
        let greatest = max(values.max() ?? 0, 1)
        return String(values.map { steps[Int(Double(max($0, 0)) / Double(greatest) * Double(steps.count - 1))] })
    }

    /// A bar that is full at the whole; parts of a cell are drawn where the font can.
    func bar(_ part: Double, cells: Int) -> String {
        let eighths = Int((min(max(part, 0), 1) * Double(cells) * 8).rounded())
        let full = String(repeating: isUnicode ? "█" : "#", count: eighths / 8)
        let rest = eighths % 8
        return isUnicode && rest > 0 ? full + String(Array("▏▎▍▌▋▊▉")[rest - 1]) : full
    }

    var dot: String { isUnicode ? " · " : ", " }
    var dash: String { isUnicode ? "–" : "-" }
}

extension CommandContext {
    /// Pictures are for people: in tables, on a terminal, where no fields were chosen.
    var showsPictures: Bool {
        (options.output ?? .table) == .table && options.to ?? "-" == "-" && options.fieldNames.isEmpty
            && StandardStream.output.isTerminal
    }

    var glyphs: Glyphs {
        let locale = environment["LC_ALL"] ?? environment["LC_CTYPE"] ?? environment["LANG"] ?? ""
        let name = locale.uppercased()
        return Glyphs(isUnicode: name.hasSuffix("UTF-8") || name.hasSuffix("UTF8"))
    }
}
