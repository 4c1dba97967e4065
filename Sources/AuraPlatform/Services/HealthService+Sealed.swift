public import AuraCore

extension HealthService {
    /// Verifies the tag of every sealed value (`doctor --deep`, FAULTS.md I6 and I8). Takes as long as reading them all.
    public func verifySealedValues(as principal: Principal) async throws(PlatformError) -> Finding {
        try await context.authorised(principal, .installationAdminister)
        let report = try await SealedValueCheck(context: context).ofStore()
        guard report.broken == 0 else {
            return Finding(
                check: "sealed", level: .problem,
                message: "\(report.broken) sealed values do not verify, the first in \(report.place ?? "a table")",
                hint: "restore from a backup")
        }
        guard report.unreadable == 0 else {
            return Finding(
                check: "sealed", level: .problem,
                message: "\(report.unreadable) sealed values are left whose keys were destroyed",
                hint: "aura retention purge; if it stays, report this as a bug")
        }
        return Finding(
            check: "sealed", level: .ok, message: "\(report.whole) sealed values verified, each in its own place",
            hint: nil)
    }
}
