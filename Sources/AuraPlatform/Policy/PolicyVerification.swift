import AuraCore
import AuraCrypto
import AuraPolicy
import AuraStore

/// Runs the policy's controls against the live installation: each looks at what is stored, not at what was meant.
struct PolicyVerification {
    let context: PlatformContext

    /// What one control saw.
    struct Finding: Hashable, Sendable {
        let state: PolicyProof.State
        let evidence: String

        init(_ holds: Bool, _ evidence: String) {
            state = holds ? .proved : .failed
            self.evidence = evidence
        }

        static let notSet = Finding(.notSet, "the operator has not stated it yet")

        init(_ state: PolicyProof.State, _ evidence: String) {
            self.state = state
            self.evidence = evidence
        }
    }

    func run() async throws(PlatformError) -> [PolicyProof] {
        let view = try await LiveView(context)
        var findings: [PolicyControl: Finding] = [:]
        var proofs: [PolicyProof] = []
        for (clause, controls) in PolicyControls.register {
            for control in controls {
                if let awaited = control.awaits {
                    proofs.append(PolicyProof(clause, control, .notYet, evidence: "awaits \(awaited)"))
                    continue
                }
                let finding: Finding
                if let known = findings[control] { finding = known } else { finding = check(control, view) }
                findings[control] = finding
                proofs.append(PolicyProof(clause, control, finding.state, evidence: finding.evidence))
            }
        }
        return proofs
    }

    private func check(_ control: PolicyControl, _ view: LiveView) -> Finding {
        switch control {
        case .personalDataSealed: sealed(view) { $0.sensitivity == .personal }
        case .contentSealed: sealed(view) { $0.sensitivity == .confidential }
        case .keysSealed: sealed(view) { $0.sensitivity == .secret }
        case .usageWithoutText: usageWithoutText()
        case .purposesMapped: purposesMapped()
        case .keyBoundToOrigin, .recipientsRegister: origins(view)
        case .vendorTLS: secureOrigins(view)
        case .keysUnlogged: keysUnlogged(view)
        case .keyOpeningsAudited: keyOpenings(view)
        case .auditChain: chains(view)
        case .noRevealCommand: noReveal()
        case .keyRevocable: revoked(view)
        case .noSale: noSale()
        case .retentionConversation: retention(.conversation, view)
        case .retentionUsage: retention(.usage, view)
        case .closureInTime: closures(view)
        case .subjectExport, .portableExport: exportable()
        case .subjectErasure: erasable()
        case .erasureSurvivesRestore, .keyringSeparate: stores(view)
        case .hostingStated, .contactStated: .notSet
        default: Finding(.notYet, "nothing to look at yet")
        }
    }
}
