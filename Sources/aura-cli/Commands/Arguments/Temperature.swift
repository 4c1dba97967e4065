import ArgumentParser

/// A model's temperature, read exactly: `0.7` is 700 thousandths.
struct Temperature: ExpressibleByArgument, Hashable, Sendable {
    let milli: Int

    init?(argument: String) {
        let parts = argument.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(Self.isDigit) }),
            let whole = Int(parts[0]), whole <= 1_000, parts.count == 1 || parts[1].utf8.count <= 3
        else { return nil }
        let digits = parts.count == 2 ? parts[1] + String(repeating: "0", count: 3 - parts[1].utf8.count) : "0"
        milli = whole * 1_000 + (Int(digits) ?? 0)
    }

    /// Thousandths as a decimal number: `0.7`.
    static func text(milli: Int) -> String {
        var fraction = String(milli % 1_000 + 1_000).dropFirst()
        while fraction.count > 1, fraction.last == "0" { fraction.removeLast() }
        return "\(milli / 1_000).\(fraction)"
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
