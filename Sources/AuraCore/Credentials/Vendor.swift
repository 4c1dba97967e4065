/// Who answers: AURA's own extractive provider, or an LLM vendor.
public enum Vendor: String, CaseIterable, Codable, Sendable {
    case aura
    case openAI = "openai"

    /// Whether calls leave this machine and need the tenant's key.
    public var needsKey: Bool { self != .aura }
}

/// One party that data may be disclosed to, and under which outbound origin (clauses 4.1–4.4): an origin that is
/// not in the register is refused.
public struct Recipient: Hashable, Sendable {
    public let id: String
    public let name: String
    public let vendor: Vendor?
    public let origins: [String]
    /// ISO 3166 code of where the data goes.
    public let country: String
    public let categories: [DataClass]
    public let clause: Clause

    public init(
        id: String, name: String, vendor: Vendor?, origins: [String], country: String, categories: [DataClass],
        clause: Clause
    ) {
        self.id = id
        self.name = name
        self.vendor = vendor
        self.origins = origins
        self.country = country
        self.categories = categories
        self.clause = clause
    }
}
