/// How often each word occurs, before it is stemmed: a word that is repeated is stemmed once.
struct WordCounts {
    struct Word {
        let bytes: [UInt8]
        let isPair: Bool
        var count: Int
    }

    /// In the order in which they first occur.
    private(set) var inOrder: [Word] = []
    private var places: [[UInt8]: Int] = [:]

    mutating func add(_ text: String, weight: Int) {
        WordScanner.scan(text) { word, kind in
            if let place = places[word] {
                inOrder[place].count += weight
            } else {
                places[word] = inOrder.count
                inOrder.append(Word(bytes: word, isPair: kind == .pair, count: weight))
            }
        }
    }
}
