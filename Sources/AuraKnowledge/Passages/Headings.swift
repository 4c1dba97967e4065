/// The title and headings above a passage, each once.
enum Headings {
    /// - Parameter text: The passage's own text: a heading that is all there is (a heading without a body) is left out.
    static func distinct(title: String?, headings: [String], text: String) -> [String] {
        var seen: Set<String> = [text]
        return ([title].compactMap { $0 } + headings).filter { seen.insert($0).inserted }
    }
}
