internal import AuraCore

/// What a period key is the key of: one tenant's data of one class in one week.
///
/// Names are compared as bytes, since Swift's string equality is canonical equivalence (E2).
struct PeriodSlot: Hashable, Sendable {
    let tenant: String
    let dataClass: String
    let period: KeyPeriod

    init(tenant: String, dataClass: String, period: KeyPeriod) {
        self.tenant = tenant
        self.dataClass = dataClass
        self.period = period
    }

    /// The slot that a value in this context belongs to; nothing if the context has no class.
    init?(_ context: SealContext, _ period: KeyPeriod) {
        guard context.components.count >= 5 else { return nil }
        self.init(tenant: context.components[0], dataClass: context.components[4], period: period)
    }

    static func == (left: PeriodSlot, right: PeriodSlot) -> Bool {
        left.period == right.period && left.tenant.hasSameBytes(as: right.tenant)
            && left.dataClass.hasSameBytes(as: right.dataClass)
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(period)
        tenant.withBytes { hasher.combine(bytes: $0) }
        dataClass.withBytes { hasher.combine(bytes: $0) }
    }
}
