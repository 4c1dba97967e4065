public import AuraCore

/// Which controls stand behind which clause.
public enum PolicyControls {
    /// The controls of a clause: at least one for each clause of the standard policy, none for any other.
    public static func controls(for clause: Clause) -> [PolicyControl] {
        register.first { $0.clause == clause }?.controls ?? []
    }

    /// The proofs that need no look at the installation: what awaits something that is not built yet.
    public static var notYet: [PolicyProof] {
        register.flatMap { entry in
            entry.controls.compactMap { control in
                control.awaits.map { PolicyProof(entry.clause, control, .notYet, evidence: "awaits \($0)") }
            }
        }
    }

    /// Every clause in order, with its controls.
    public static let register: [(clause: Clause, controls: [PolicyControl])] = [
        (Clause(1, 1), [.personalDataSealed]),
        (Clause(1, 2), [.contentSealed]),
        (Clause(1, 3), [.usageWithoutText]),
        (Clause(1, 4), [.cardsWithPaymentProvider]),
        (Clause(1, 5), [.technicalDataForSecurity]),
        (Clause(2, 1), [.purposesMapped]),
        (Clause(2, 2), [.invoices]),
        (Clause(2, 3), [.transactionalMail]),
        (Clause(2, 4), [.abuseDetection]),
        (Clause(2, 5), [.holdsOutrank]),
        (Clause(3, 1), [.keyBoundToOrigin]),
        (Clause(3, 2), [.keysSealed]),
        (Clause(3, 3), [.keysUnlogged]),
        (Clause(3, 4), [.keyOpeningsAudited, .auditChain]),
        (Clause(3, 5), [.noRevealCommand]),
        (Clause(3, 6), [.keyRevocable]),
        (Clause(4, 1), [.paymentRecipient]),
        (Clause(4, 2), [.recipientsRegister]),
        (Clause(4, 3), [.legalDemands]),
        (Clause(4, 4), [.noSale]),
        (Clause(5, 1), [.retentionConversation]),
        (Clause(5, 2), [.closureInTime]),
        (Clause(5, 3), [.retentionBilling]),
        (Clause(5, 4), [.retentionUsage]),
        (Clause(6, 1), [.subjectExport]),
        (Clause(6, 2), [.rectification]),
        (Clause(6, 3), [.subjectErasure, .erasureSurvivesRestore]),
        (Clause(6, 4), [.restriction]),
        (Clause(6, 5), [.portableExport]),
        (Clause(6, 6), [.objection]),
        (Clause(6, 7), [.requestClock]),
        (Clause(6, 8), [.dataProcessingAgreement]),
        (Clause(7, 1), [.hostingStated]),
        (Clause(7, 2), [.transferSafeguards]),
        (Clause(8, 1), [.subjectExport]),
        (Clause(8, 2), [.subjectErasure]),
        (Clause(8, 3), [.optOut]),
        (Clause(8, 4), [.noSale]),
        (Clause(9, 1), [.cookieRegister]),
        (Clause(9, 2), [.cookiePage]),
        (Clause(10, 1), [.vendorTLS, .serverTLS]),
        (Clause(10, 2), [.personalDataSealed, .contentSealed, .keyringSeparate]),
        (Clause(10, 3), [.securityReviews]),
        (Clause(11, 1), [.contactStated]),
    ]
}
