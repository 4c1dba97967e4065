public import AuraCore

/// Stops a purge that would take an unusual amount, until somebody repeats its count (CLI.md C16).
public struct Brake: Hashable, Sendable {
    /// Up to this many rows always pass.
    public let rows: Int
    /// Up to this share of the rows always passes.
    public let percent: Int

    public init(rows: Int, percent: Int) {
        self.rows = rows
        self.percent = percent
    }

    /// Decides whether a plan may be carried out: each tenant and class stays under the limit, or the count of the
    /// whole plan was repeated.
    public func check(_ plan: PurgePlan, confirmed: Int? = nil) -> Decision<Void> {
        for item in plan.items {
            guard let refusal = check(due: item.due.count, population: item.population).refusal else { continue }
            switch confirmed {
            case plan.dueCount: return .allowed
            case nil: return .denied(refusal)
            case let confirmed?: return .denied(Brake.differs(confirmed, due: plan.dueCount))
            }
        }
        return .allowed
    }

    /// Decides whether `due` rows out of `population` may go.
    ///
    /// - Parameter confirmed: The count somebody repeated (`--confirm-large`); it must equal `due`.
    public func check(due: Int, population: Int, confirmed: Int? = nil) -> Decision<Void> {
        let (hundredfold, overflow) = population.multipliedReportingOverflow(by: percent)
        let limit = max(rows, overflow ? rows : hundredfold / 100)
        guard due > limit else { return .allowed }
        switch confirmed {
        case due: return .allowed
        case nil:
            return .denied(
                Refusal(
                    .tooManyRows, StandardPolicy.brakeClause,
                    "\(due) of \(population) rows would go, more than \(limit); repeat the count to confirm it."))
        case let confirmed?:
            return .denied(Brake.differs(confirmed, due: due))
        }
    }

    private static func differs(_ confirmed: Int, due: Int) -> Refusal {
        Refusal(
            .confirmationDiffers, StandardPolicy.brakeClause,
            "\(confirmed) rows were confirmed, but \(due) would go.")
    }
}
