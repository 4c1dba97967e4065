import ArgumentParser
import AuraPlatform

struct DoctorCommand: PlatformCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Looks for what is wrong: files, modes, keys, structure, chains, clock, what is overdue.")
    static let level = CommandLevel.read
    static let examples = ["aura doctor", "aura doctor --check -o json"]
    static let kinds = [Kinds.diagnosis.declaration]

    @OptionGroup var check: CheckOption

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) async throws -> Report {
        let found = Diagnosis(findings: try await context.platform().health.diagnose(as: context.principal))
        let lines = found.findings.map { finding in
            ("\(finding.level.rawValue) \(finding.check)", finding.message + (finding.hint.map { " → \($0)" } ?? ""))
        }
        let report = context.listing(Report(Kinds.diagnosis, found), lines, below: found.sum)
        return report.pending(found.problems > 0, check).failing(
            found.isIntegrityBroken ? "a part of the store is damaged" : nil, hint: "restore from a backup")
    }
}
