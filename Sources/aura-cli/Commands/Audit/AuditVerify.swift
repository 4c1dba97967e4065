import ArgumentParser
import AuraPlatform

struct AuditVerify: PlatformCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Recomputes every hash of the audit log; 13 if a chain is broken.")
    static let level = CommandLevel.read
    static let examples = ["aura audit verify", "aura audit verify --tenant acme"]
    static let kinds = [Kinds.auditProof.declaration]

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) async throws -> Report {
        let chains = try await context.platform().audit.verify(of: try context.tenantIfAny(), as: context.principal)
        let broken = chains.count { !$0.holds }
        return Report(Kinds.auditProof, chains).failing(
            broken > 0 ? "\(broken) of \(chains.count) audit chains do not hold" : nil,
            hint: "restore from a backup, and find out who wrote")
    }
}

extension Report {
    /// The same report with the alarm that an integrity check raises (exit 13), if there is one.
    func failing(_ alarm: String?, hint: String) -> Report {
        guard let alarm else { return self }
        var report = exiting(.integrity, when: true)
        report.failure = ErrorReport(
            code: PlatformError.Code.integrity.rawValue, message: alarm, hint: hint, exit: .integrity)
        return report
    }
}
