public import AuraCore

/// Who answers for a class of data (LAW.md §1.1). It is decided before anything else about a request.
public enum Roles {
    /// What AURA is for one class of data.
    public enum Role: String, CaseIterable, Codable, Sendable {
        /// AURA decides and answers.
        case controller
        /// The tenant decides; AURA acts on its instruction (GDPR Art. 28(3)(a)).
        case processor
    }

    /// AURA's role for a class, used for a purpose. Total: every class and purpose has an answer.
    ///
    /// Usage is split by purpose: for invoices, abuse and duties it is AURA's, the rest is the tenant's.
    public static func role(_ dataClass: DataClass, for purpose: Purpose = .runPlatform) -> Role {
        switch dataClass {
        case .account, .session, .billing, .technical, .mail, .compliance: .controller
        case .conversation, .content, .credential: .processor
        case .usage:
            switch purpose {
            case .billing, .abuseDetection, .legalDuty: .controller
            case .runPlatform, .transactionalMail: .processor
            }
        }
    }
}
