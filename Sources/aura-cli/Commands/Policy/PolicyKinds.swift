import AuraCore
import AuraPlatform
import AuraPolicy

/// What verifying the policy has found.
struct ProofReport: Sendable {
    let proofs: [PolicyProof]

    func count(_ state: PolicyProof.State) -> Int { proofs.count { $0.state == state } }

    /// The counts in one line.
    var sum: String {
        PolicyProof.State.allCases.map { "\(count($0)) \($0.rawValue)" }.joined(separator: ", ")
    }

    /// Whether a promise is not kept.
    var isFalse: Bool { count(.failed) > 0 }

    /// Whether the evidence itself is broken: the audit chain, or what keyring, ledger and database say of each other.
    var isIntegrityBroken: Bool {
        proofs.contains {
            $0.state == .failed && [.auditChain, .keyringSeparate, .erasureSurvivesRestore].contains($0.control)
        }
    }
}

extension Kinds {
    static let policy = Kind<PolicyDocument>(
        "Policy", identifier: "clause",
        fields: [
            .identifier("version") { $0.version },
            .date("published") { $0.published },
            .list("items", clause) { $0.clauses },
        ])

    private static let clause: [Field<PolicyClause>] = [
        .identifier("clause") { $0.id },
        .text("promise") { $0.promise },
        .texts("notes") { $0.notes },
    ]

    static let policyProof = Kind<ProofReport>(
        "PolicyProof", identifier: "clause",
        fields: [
            .identifier("policyVersion") { _ in StandardPolicy.version },
            .flag("pending") { $0.isFalse },
            .integer("proved") { $0.count(.proved) },
            .integer("false") { $0.count(.failed) },
            .integer("notYet") { $0.count(.notYet) },
            .integer("notSet") { $0.count(.notSet) },
            .list("items", proof) { $0.proofs },
        ])

    private static let proof: [Field<PolicyProof>] = [
        .identifier("clause") { $0.clause },
        .choice("state") { $0.state },
        .choice("control") { $0.control },
        .text("evidence") { $0.evidence },
        .texts("check") { [$0.control.check] },
    ]
}
