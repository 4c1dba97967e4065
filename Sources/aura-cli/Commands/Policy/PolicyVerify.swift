import ArgumentParser
import AuraPlatform

struct PolicyVerify: PlatformCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Proves the policy against this installation: clause, control, what was seen.")
    static let level = CommandLevel.read
    static let examples = ["aura policy verify", "aura policy verify --check -o json"]
    static let kinds = [Kinds.policyProof.declaration]

    @OptionGroup var check: CheckOption

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) async throws -> Report {
        let found = ProofReport(proofs: try await context.platform().policy.verify(as: context.principal))
        let lines = found.proofs.map { ("\($0.clause) \($0.state.rawValue)", "\($0.control.rawValue): \($0.evidence)") }
        let report = context.listing(Report(Kinds.policyProof, found), lines, below: found.sum)
        return report.pending(found.isFalse, check).failing(
            found.isIntegrityBroken ? "the stores or the audit log do not hold" : nil, hint: "aura doctor")
    }
}
