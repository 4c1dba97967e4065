/// One of the policy's eleven sections.
public struct PolicySection: Hashable, Sendable {
    /// 1 to 11.
    public let number: Int
    /// The heading, without its number.
    public let title: String
    /// What the clauses add up to, if one sentence can say it.
    public let introduction: String?
    /// The promises, in order.
    public let clauses: [PolicyClause]

    public init(number: Int, title: String, introduction: String? = nil, clauses: [PolicyClause]) {
        self.number = number
        self.title = title
        self.introduction = introduction
        self.clauses = clauses
    }
}
