import AuraCore
import AuraPlatform

/// What the doctor has found.
struct Diagnosis: Sendable {
    let findings: [HealthService.Finding]

    var problems: Int { findings.count { $0.level == .problem } }
    var advice: Int { findings.count { $0.level == .advice } }

    /// The counts in one line.
    var sum: String { "\(problems) problems, \(advice) pieces of advice" }

    /// Whether the store itself is damaged, which is an alarm also without `--check`.
    var isIntegrityBroken: Bool {
        findings.contains { $0.level == .problem && ["structure", "ledger", "audit"].contains($0.check) }
    }

    /// Whether something was left behind that had been erased, or could be left behind by a crash.
    var isResidueLeft: Bool {
        findings.contains { $0.level == .problem && ["residue", "memory", "core"].contains($0.check) }
    }
}

extension Kinds {
    static let diagnosis = Kind<Diagnosis>(
        "Diagnosis", identifier: "check",
        fields: [
            .flag("pending") { $0.problems > 0 },
            .integer("problems") { $0.problems },
            .integer("advice") { $0.advice },
            .list("items", finding) { $0.findings },
        ])

    private static let finding: [Field<HealthService.Finding>] = [
        .identifier("check") { $0.check },
        .choice("level") { $0.level },
        .text("message") { $0.message },
        .text("hint") { $0.hint },
    ]
}
