public import AuraCore
public import AuraPolicy
import AuraCrypto
import AuraStore

/// The four clocks of the policy, the plan of what is due, and the purge that carries it out (clauses 5.1–5.4).
public struct RetentionService: Sendable {
    let context: PlatformContext

    /// The rules in force.
    public func show(as principal: Principal) async throws(PlatformError) -> [RetentionRule] {
        try await context.authorised(principal, .retentionRead)
        return StandardPolicy.retention.rules
    }

    /// What would go as of a moment, without changing anything.
    ///
    /// - Parameters:
    ///   - asOf: Default: now. A later moment previews what will fall due.
    ///   - tenant: One tenant alone; none means all.
    ///   - dataClass: One class alone.
    public func plan(
        asOf: Timestamp? = nil, tenant: ObjectName? = nil, dataClass: DataClass? = nil, as principal: Principal
    ) async throws(PlatformError) -> PurgePlan {
        if let tenant {
            let found = try await context.authorised(principal, .retentionRead, tenant: tenant)
            return try await PurgePlanning(context: context)
                .plan(asOf: asOf ?? context.now, tenants: [found], dataClass: dataClass)
        }
        try await context.authorised(principal, .retentionRead)
        let tenants = try await context.allTenants()
        return try await PurgePlanning(context: context)
            .plan(asOf: asOf ?? context.now, tenants: tenants, dataClass: dataClass)
    }

    /// How a purge is run.
    public struct PurgeOptions: Hashable, Sendable {
        /// Exactly this plan, or exit 6; none plans as of now.
        public var plan: PurgePlan.ID?
        public var tenant: ObjectName?
        /// Rows deleted at most; what is left is for the next run.
        public var maximumRows: Int?
        /// The planned count, repeated, to pass the brake.
        public var confirmedRows: Int?
        public var acceptsClockJump = false

        public init() {}
    }

    /// What a purge did.
    public struct PurgeReport: Hashable, Sendable {
        public let plan: PurgePlan
        /// None if nothing was due, or in a dry run.
        public let receipt: DeletionReceipt?
        public let deleted: Int
        public let keysDestroyed: Int
        /// Due rows that `maximumRows` or a dry run left.
        public let remaining: Int
    }

    /// Deletes what is due: ledger first, then keys, then rows in batches, then the proof (FAULTS.md R1).
    ///
    /// A process killed anywhere in it is finished at the next open.
    ///
    /// - Returns: A refusal if the clock or the number of rows is not to be believed (FAULTS.md R13, CLI.md C16).
    /// - Throws: `planStale` if what the plan listed has changed, `storeLocked` while another job runs.
    public func purge(
        _ options: PurgeOptions = PurgeOptions(), as principal: Principal,
        progress: @escaping @Sendable (JobProgress) -> Void = { _ in }
    ) async throws(PlatformError) -> Outcome<PurgeReport> {
        try await context.authorised(principal, .retentionPurge)
        if let refusal = try await context.clockRefusal(acceptsJump: options.acceptsClockJump) {
            return .refused(refusal)
        }
        let plan = try await confirmedPlan(options, as: principal)
        if let refusal = StandardPolicy.brake.check(plan, confirmed: options.confirmedRows).refusal {
            return .refused(refusal)
        }
        guard !context.configuration.isDryRun else {
            try await JobRehearsal(context: context).purge(plan, maximumRows: options.maximumRows)
            return .done(PurgeReport(plan: plan, receipt: nil, deleted: 0, keysDestroyed: 0, remaining: plan.dueCount))
        }
        try FaultPoint.passed(.purgePlanned)
        let job = PurgeJob(context: context, principal: principal, progress: progress)
        return .done(try await job.run(plan, maximumRows: options.maximumRows))
    }

    /// The plan of the options: computed again for its as-of moment, and equal to what its id says.
    private func confirmedPlan(
        _ options: PurgeOptions, as principal: Principal
    ) async throws(PlatformError) -> PurgePlan {
        let now = context.now
        let asOf = options.plan?.moment ?? now
        guard asOf <= now else {
            throw PlatformError(
                .invalidInput, "this plan is of \(asOf), which is still to come", hint: "aura retention plan")
        }
        let plan = try await self.plan(asOf: asOf, tenant: options.tenant, as: principal)
        guard options.plan == nil || options.plan == plan.id else {
            throw PlatformError(
                .planStale, "what is due has changed since this plan was made", hint: "aura retention plan")
        }
        return plan
    }

    /// How late the purge is.
    public struct Status: Hashable, Sendable {
        public struct Item: Hashable, Sendable {
            public let dataClass: DataClass
            public let due: Int
            /// When the oldest due row fell due.
            public let oldestDueAt: Timestamp?
            /// How long ago that was; 0 if nothing is due.
            public let lagSeconds: Int
            /// Longer ago than the policy lets a purge lag.
            public let isOverdue: Bool
        }

        public let asOf: Timestamp
        public let lastRunAt: Timestamp?
        public let items: [Item]

        /// The purge lag: how long the oldest row that is due, and hidden, has not been purged (VAULT.md §8). 0 if nothing
        /// is due.
        public var lagSeconds: Int { items.map(\.lagSeconds).max() ?? 0 }

        public var isOverdue: Bool { items.contains(where: \.isOverdue) }
    }

    /// The oldest overdue item of each class, and the last run.
    ///
    /// - Parameter tenant: One tenant alone; none means all.
    public func status(
        tenant: ObjectName? = nil, as principal: Principal
    ) async throws(PlatformError) -> Status {
        let plan = try await plan(tenant: tenant, as: principal)
        let installation = try await platformErrors { try await context.store.operator.read { try $0.installation() } }
        var items: [Status.Item] = []
        for dataClass in DataClass.allCases {
            let parts = plan.items.filter { $0.dataClass == dataClass }
            guard !parts.isEmpty else { continue }
            let oldest = parts.compactMap(\.oldest).min()
            let dueAt = oldest.map { dataClass == .account ? $0 : context.dueAt(dataClass, $0) }
            items.append(
                Status.Item(
                    dataClass: dataClass, due: parts.reduce(0) { $0 + $1.due.count }, oldestDueAt: dueAt,
                    lagSeconds: dueAt.map { StandardPolicy.purgeLag.seconds(dueAt: $0, now: plan.asOf) } ?? 0,
                    isOverdue: dueAt.map { StandardPolicy.purgeLag.isOverdue(dueAt: $0, now: plan.asOf) } ?? false))
        }
        return Status(asOf: plan.asOf, lastRunAt: installation.lastPurgeAt, items: items)
    }
}
