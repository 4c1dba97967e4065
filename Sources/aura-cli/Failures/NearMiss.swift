/// The nearest known word to one that is not known: offered, never run.
enum NearMiss {
    /// The candidate that needs the fewest edits, if they are few for a word of this length.
    static func of(_ word: String, among candidates: some Sequence<String>) -> String? {
        let letters = Array(word.unicodeScalars.prefix(64))
        let limit = min(3, max(1, letters.count / 3))
        var best: (word: String, edits: Int)?
        for candidate in candidates where candidate != word {
            let edits = distance(letters, Array(candidate.unicodeScalars.prefix(64)))
            if edits <= limit, edits < best?.edits ?? .max { best = (candidate, edits) }
        }
        return best?.word
    }

    /// "Did you mean 'tenant'?", or nothing.
    static func hint(for word: String, among candidates: some Sequence<String>) -> String? {
        of(word, among: candidates).map { "Did you mean '\($0)'?" }
    }

    /// Insertions, deletions, replacements and swaps of neighbours that turn one word into the other.
    private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var beforePrevious: [Int] = []
        var previous = Array(0...right.count)
        for row in left.indices {
            var current = [row + 1]
            for column in right.indices {
                let replaced = previous[column] + (left[row] == right[column] ? 0 : 1)
                var edits = min(replaced, previous[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    edits = min(edits, beforePrevious[column - 1] + 1)
                }
                current.append(edits)
            }
            beforePrevious = previous
            previous = current
        }
        return previous[right.count]
    }
}
