/// The id of one promise of the privacy policy, such as `5.1` (DESIGN.md §1).
public struct Clause: Hashable, Sendable, Comparable, CustomStringConvertible {
    public let section: Int
    public let number: Int

    public init(_ section: Int, _ number: Int) {
        self.section = section
        self.number = number
    }

    public var description: String { "\(section).\(number)" }

    public static func < (left: Clause, right: Clause) -> Bool {
        (left.section, left.number) < (right.section, right.number)
    }
}
