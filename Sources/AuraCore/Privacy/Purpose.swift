/// What data is used for (policy section 2); each purpose has exactly one lawful basis for a class.
public enum Purpose: String, CaseIterable, Codable, Sendable {
    case runPlatform, billing, transactionalMail, abuseDetection, legalDuty

    /// The lawful basis the standard policy states for it (GDPR Art. 6(1)).
    public var basis: LawfulBasis {
        switch self {
        case .runPlatform, .billing, .transactionalMail: .contract
        case .abuseDetection: .legitimateInterest
        case .legalDuty: .legalObligation
        }
    }
}

/// GDPR Art. 6(1)(a)–(f).
public enum LawfulBasis: String, CaseIterable, Codable, Sendable {
    case consent, contract, legalObligation, vitalInterest, publicTask, legitimateInterest
}
