import AuraCore

/// Everything that can be checked about the policy in a live installation.
public enum PolicyControl: String, CaseIterable, Codable, Sendable {
    // What is held and what for
    case personalDataSealed, contentSealed, usageWithoutText, cardsWithPaymentProvider, technicalDataForSecurity
    case purposesMapped, invoices, transactionalMail, abuseDetection, holdsOutrank
    // LLM keys
    case keyBoundToOrigin, keysSealed, keysUnlogged, keyOpeningsAudited, auditChain, noRevealCommand, keyRevocable
    // Disclosure
    case paymentRecipient, recipientsRegister, legalDemands, noSale
    // Retention
    case retentionConversation, closureInTime, retentionBilling, retentionUsage
    // Rights
    case subjectExport, rectification, subjectErasure, erasureSurvivesRestore, restriction, portableExport, objection
    case requestClock, dataProcessingAgreement
    // Places, California, cookies, security, contact
    case hostingStated, transferSafeguards, optOut, cookieRegister, cookiePage, vendorTLS, serverTLS
    case keyringSeparate, securityReviews, contactStated
}

extension PolicyControl {
    /// What the control looks at, in one line.
    public var check: String {
        switch self {
        case .personalDataSealed: "every name and e-mail column of the data map is sealed"
        case .contentSealed: "documents, prompts, passages and messages are sealed"
        case .usageWithoutText: "usage rows hold ids, counts and times and no text"
        case .cardsWithPaymentProvider: "no column can hold a card number"
        case .technicalDataForSecurity: "IP address and browser have no purpose but abuse detection"
        case .purposesMapped: "each column of the data map has a purpose with one lawful basis"
        case .invoices: "each invoice was issued once and sent"
        case .transactionalMail: "the outbox holds sign-in links and invitations only"
        case .abuseDetection: "technical data is read by abuse detection only"
        case .holdsOutrank: "no held row was purged or erased"
        case .keyBoundToOrigin: "each LLM key is sealed to the vendor's exact origin, which is in the register"
        case .keysSealed: "each stored LLM key is an AES-256-CBC envelope with an HMAC-SHA-512 tag"
        case .keysUnlogged: "no audit entry, error or log line holds part of a key"
        case .keyOpeningsAudited: "each call to a vendor has the audit event of its key's opening"
        case .auditChain: "the audit log verifies from its first entry to its last"
        case .noRevealCommand: "no command, route or role can show an LLM key"
        case .keyRevocable: "a revoked LLM key's material is destroyed, and its usage can be listed"
        case .paymentRecipient: "payment data goes to the payment provider's origins only"
        case .recipientsRegister: "each vendor in use is in the register of recipients"
        case .legalDemands: "each disclosure to an authority is recorded with its legal basis"
        case .noSale: "the register of recipients has no buyer and no advertiser"
        case .retentionConversation: "no message is older than its period, and none is overdue by more than a day"
        case .closureInTime: "no closed workspace has data after its last day"
        case .retentionBilling: "no invoice left before its last day or stays beyond it"
        case .retentionUsage: "no usage row is older than its period"
        case .subjectExport: "a person's data can be found and exported from every mapped table"
        case .rectification: "rectifiable columns of the data map can be written"
        case .subjectErasure: "each table of the data map has an erasure rule, and no erased person is found again"
        case .erasureSurvivesRestore: "ledger, keyring and database agree, and no destroyed key opens"
        case .restriction: "restricted rows are neither read nor purged"
        case .portableExport: "the export is JSON with a hash for each file"
        case .objection: "a purpose that was objected to is refused"
        case .requestClock: "no request is past its deadline"
        case .dataProcessingAgreement: "each business customer that asked has an agreement"
        case .hostingStated: "the operator has stated a hosting country in the EU/EEA"
        case .transferSafeguards: "each recipient outside the EEA has a safeguard on record"
        case .optOut: "an opt-out of sale is recorded"
        case .cookieRegister: "each cookie that is served is registered as strictly necessary"
        case .cookiePage: "the cookie page is served and lists the register"
        case .vendorTLS: "each vendor origin in use is https"
        case .serverTLS: "the server answers over TLS"
        case .keyringSeparate: "keys and data are in stores of their own"
        case .securityReviews: "the last security review is recent"
        case .contactStated: "the operator has stated the address for privacy questions"
        }
    }

    /// What has to be built before the control can run; none if it runs.
    public var awaits: String? {
        switch self {
        case .cardsWithPaymentProvider, .invoices, .paymentRecipient, .retentionBilling: "billing"
        case .technicalDataForSecurity, .abuseDetection: "the access log"
        case .transactionalMail: "e-mail"
        case .legalDemands: "the register of legal demands"
        case .rectification, .restriction, .objection, .requestClock, .optOut: "the rights desk"
        case .dataProcessingAgreement: "data processing agreements"
        case .transferSafeguards: "the transfer register"
        case .cookieRegister, .cookiePage, .serverTLS: "the server"
        case .securityReviews: "the review register"
        default: nil
        }
    }
}
