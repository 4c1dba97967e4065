/// The id of one promise of the privacy policy, such as `5.1` (DESIGN.md §1).
public struct Clause: Hashable, Sendable, Comparable {
    public let section: Int
    public let number: Int

    public init(_ section: Int, _ number: Int) {
        self.section = section
        self.number = number
    }

    public static func < (left: Clause, right: Clause) -> Bool {
        (left.section, left.number) < (right.section, right.number)
    }
}

extension Clause: CustomStringConvertible, LosslessStringConvertible {
    /// Reads the one spelling that `description` writes; signs, leading zeros and other forms give nothing.
    public init?(_ text: String) {
        let numbers = text.utf8.split(separator: 0x2E, omittingEmptySubsequences: false).map(\.decimalNumber)
        guard numbers.count == 2, let section = numbers[0], let number = numbers[1] else { return nil }
        self.init(section, number)
        guard description == text else { return nil }
    }

    public var description: String { "\(section).\(number)" }
}
