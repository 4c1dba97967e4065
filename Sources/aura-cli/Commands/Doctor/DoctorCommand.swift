import ArgumentParser
import AuraCore
import AuraPlatform

struct DoctorCommand: PlatformCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Looks for what is wrong: files, modes, keys, structure, chains, clock, what is overdue.")
    static let level = CommandLevel.read
    static let examples = [
        "aura doctor", "aura doctor --check -o json", "aura doctor --deep",
        "aura doctor --accept-loss --confirm ins_01KBSXZ5R6WQ3N8M7T2V4Y9C1D --reason 'no newer copy is left'",
    ]
    static let kinds = [Kinds.diagnosis.declaration]

    @Flag(
        help: """
            Verify every sealed value; plant texts along every path, erase them, and search files, exports and memory for \
            them.
            """)
    var deep = false

    @Flag(help: "Take a database that lacks committed events as it is, and begin a lost ledger anew; looks afterwards.")
    var acceptLoss = false

    @OptionGroup var check: CheckOption

    @OptionGroup var global: GlobalOptions

    var levelHere: CommandLevel { acceptLoss ? .irreversible : deep ? .write : Self.level }

    func nameToConfirm(in context: CommandContext) throws -> String {
        try Platform.installation(in: context.settings.dataFolder.value).rawValue
    }

    func run(in context: CommandContext) async throws -> Report {
        guard !deep || !global.isDryRun else {
            throw CommandError(
                .usage, "--deep cannot be rehearsed: it erases what it has planted", hint: "leave out -n, or --deep")
        }
        if acceptLoss {
            try await context.platform(accepting: Set(Loss.allCases)).health.recordAcceptedLoss(as: context.principal)
        }
        let health = try await context.platform().health
        var findings = try await health.diagnose(as: context.principal)
        if deep {
            findings.append(try await health.verifySealedValues(as: context.principal))
            findings += try await health.probeResidue(as: context.principal)
        }
        let found = Diagnosis(findings: findings)
        let lines = found.findings.map { finding in
            ("\(finding.level.rawValue) \(finding.check)", finding.message + (finding.hint.map { " → \($0)" } ?? ""))
        }
        let report = context.listing(Report(Kinds.diagnosis, found), lines, below: found.sum)
        return report.pending(found.problems > 0, check)
            .failing(found.isResidueLeft ? "erased texts could be read" : nil, hint: "report this as a bug")
            .failing(found.isIntegrityBroken ? "a part of the store is damaged" : nil, hint: "restore from a backup")
    }
}
