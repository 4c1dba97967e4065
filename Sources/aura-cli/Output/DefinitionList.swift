/// Names and what they mean, as text: the meanings in one column, continued below themselves.
enum DefinitionList {
    /// - Parameter width: The columns of the terminal; no line is longer, but for a word that is.
    static func lines(_ entries: [(name: String, meaning: String)], width: Int) -> [String] {
        let longest = entries.map { DisplayWidth.of($0.name) }.max() ?? 0
        let column = min(longest, max(width / 3, 8)) + 4
        let indent = String(repeating: " ", count: column)
        return entries.flatMap { name, meaning -> [String] in
            let texts = wrapped(meaning, to: max(width - column, 16))
            let label = "  " + name
            guard let first = texts.first else { return [label] }
            let used = DisplayWidth.of(label)
            // A long name stands on a line of its own.
            guard used + 2 <= column else { return [label] + texts.map { indent + $0 } }
            return [label + String(repeating: " ", count: column - used) + first]
                + texts.dropFirst().map { indent + $0 }
        }
    }

    /// The text in lines of so many columns, broken between words.
    static func wrapped(_ text: String, to width: Int) -> [String] {
        var lines: [String] = []
        for word in text.split(separator: " ") {
            if let last = lines.last, DisplayWidth.of(last) + 1 + DisplayWidth.of(String(word)) <= width {
                lines[lines.count - 1] = last + " " + word
            } else {
                lines.append(String(word))
            }
        }
        return lines
    }
}
