/// The first line of a Markdown list item.
struct ListItem {
    /// The number with its mark and a space, which stays in the text; empty for a bullet.
    let number: ArraySlice<UInt8>
    let text: ArraySlice<UInt8>

    /// Nothing if the line begins no item.
    init?(_ line: ArraySlice<UInt8>) {
        var rest = line
        var number: ArraySlice<UInt8> = []
        while let first = rest.first, first == 0x2D || first == 0x2A || first == 0x2B, rest.dropFirst().first == 0x20 {
            rest = rest.dropFirst().drop { $0 == 0x20 }
        }
        let digits = rest.prefix { $0.isDigit }
        let mark = rest.dropFirst(digits.count).first
        if (1...9).contains(digits.count), mark == 0x2E || mark == 0x29, rest.dropFirst(digits.count + 1).first == 0x20
        {
            number = rest.prefix(digits.count + 2)
            rest = rest.dropFirst(digits.count + 2).drop { $0 == 0x20 }
        }
        guard rest.startIndex > line.startIndex else { return nil }
        self.number = number
        text = rest
    }
}
