public import AuraCore

extension HealthService {
    /// Plants canaries along every path of content in a workspace of its own, erases them all, and searches every file
    /// of the installation, what AURA exports afterwards, what this process has open or has written meanwhile, its
    /// memory for an LLM key, and its settings for crashes (`doctor --deep`). Leaves the workspace's audit chain,
    /// which names nobody.
    ///
    /// - Returns: A finding for each place; what was found is a problem.
    public func probeResidue(as principal: Principal) async throws(PlatformError) -> [Finding] {
        try await probeResidue(as: principal) { _ in }
    }

    /// The same, with something left behind on purpose once all is erased: how a test sees the search find it.
    package func probeResidue(
        as principal: Principal, leaking leak: @escaping @Sendable ([ResidueCanary]) throws -> Void
    ) async throws(PlatformError) -> [Finding] {
        try await context.authorised(principal, .installationAdminister)
        let report = try await ResidueProbe(context: context, principal: principal, leak: leak).run()
        return report.verdicts.flatMap { findings($0, report) } + [memory(report.memory)] + settings(.current)
    }

    private func findings(_ verdict: ResidueVerdict, _ report: ResidueProbe.Report) -> [Finding] {
        let remark = verdict.remark.map { " (\($0))" } ?? ""
        let traces = verdict.traces.sorted { ($0.canary, $0.form) < ($1.canary, $1.form) }
        guard traces.isEmpty else {
            return traces.map { trace in
                Finding(
                    check: "residue", level: .problem,
                    message: "\(verdict.place) shows the planted \(trace.canary) (\(trace.form))\(remark)",
                    hint: "report this as a bug")
            }
        }
        if let gap = verdict.gap {
            return [
                Finding(
                    check: "residue", level: .advice, message: "\(verdict.place): \(gap)\(remark)",
                    hint: "run it as the owner of the data folder")
            ]
        }
        return [
            Finding(
                check: "residue", level: .ok,
                message: "\(verdict.place): none of \(report.texts) planted texts in \(report.forms) forms\(remark)",
                hint: nil)
        ]
    }

    private func memory(_ found: (copies: Int, bytes: Int)?) -> Finding {
        guard let found else {
            return Finding(
                check: "memory", level: .advice, message: "this process may not read its own memory: not searched",
                hint: nil)
        }
        let looked = "\(found.bytes >> 20) MiB looked at"
        return Finding(
            check: "memory", level: found.copies == 0 ? .ok : .problem,
            message: found.copies == 0
                ? "no copy of an LLM key that was set, opened and revoked (\(looked))"
                : "\(found.copies) copies of an LLM key that was set, opened and revoked (\(looked))",
            hint: found.copies == 0 ? nil : "report this as a bug")
    }

    private func settings(_ settings: ProcessSettings) -> [Finding] {
        func finding(_ isBad: Bool, _ bad: String, _ good: String) -> Finding {
            Finding(
                check: "core", level: isBad ? .problem : .ok, message: isBad ? bad : good,
                hint: isBad ? "report this as a bug; until then: ulimit -c 0" : nil)
        }
        return [
            finding(
                settings.leavesCores, "a crash could write memory to a file",
                "the limit of core files is 0 and cannot be raised"),
            finding(
                settings.isDumpable, "other processes of this user may read this one's memory",
                "no other process of this user may read this one's memory"),
            finding(
                !settings.handled.isEmpty,
                "\(settings.handled.count) crash signals have a handler that could print memory",
                "crash signals are the system's, which prints no memory"),
        ]
    }
}
