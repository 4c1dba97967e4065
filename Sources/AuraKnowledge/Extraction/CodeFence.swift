/// A block of code between two lines of backticks or tildes.
struct CodeFence {
    private let mark: UInt8
    private let length: Int
    private(set) var code: [UInt8] = []

    /// Nothing if the line opens no block.
    init?(opening line: ArraySlice<UInt8>) {
        guard let mark = line.first, mark == 0x60 || mark == 0x7E else { return nil }
        length = line.prefix { $0 == mark }.count
        guard length >= 3, mark == 0x7E || !line.dropFirst(length).contains(0x60) else { return nil }
        self.mark = mark
    }

    /// Adds a line of code, or says that it closes the block.
    mutating func takes(_ line: ArraySlice<UInt8>) -> Bool {
        let trimmed = line.trimmingSpace()
        if trimmed.count >= length, trimmed.allSatisfy({ $0 == mark }) { return false }
        code += line
        code.append(0x0A)
        return true
    }
}
