import ArgumentParser
import AuraCore
import AuraPlatform

struct AuditShow: PlatformCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Shows one entry of the audit log, or the proof that it stands in its chain.")
    static let level = CommandLevel.read
    static let examples = ["aura audit show operator/0", "aura audit show 0 --tenant acme --proof -o json"]
    static let kinds = [Kinds.auditEvent.declaration, Kinds.inclusionProof.declaration]

    @Argument(help: "CHAIN/SEQUENCE as audit list gives it, or a sequence in the chain of --tenant.")
    var entry: AuditReference

    @Flag(help: "The proof against a checkpoint signed now, for audit verify --proof.")
    var proof = false

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) async throws -> Report {
        let audit = try await context.platform().audit
        let (chain, tenant) = (entry.chain, try context.tenantIfAny())
        guard proof else {
            return Report(
                Kinds.auditEvent,
                try await audit.entry(entry.sequence, of: chain, tenant: tenant, as: context.principal))
        }
        return Report(
            Kinds.inclusionProof,
            try await audit.proof(of: entry.sequence, in: chain, tenant: tenant, as: context.principal))
    }
}
