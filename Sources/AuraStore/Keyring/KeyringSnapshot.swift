package import AuraCore

/// Keys of one moment with the epoch they were read at.
package struct KeyringSnapshot: Hashable, Sendable {
    package let epoch: Int
    package let keys: [WrappedKey]
    /// Keys that were destroyed after the epoch that was asked from.
    package let destroyed: [KeyID]
    /// Keys that a rotation retired after it: nothing is sealed or wrapped under them any more.
    package var retired: [KeyID] = []
}

/// Which week's key is meant.
package struct PeriodKeyName: Hashable, Sendable {
    package let tenant: Tenant.ID
    package let dataClass: DataClass
    package let period: KeyPeriod

    package init(tenant: Tenant.ID, dataClass: DataClass, period: KeyPeriod) {
        self.tenant = tenant
        self.dataClass = dataClass
        self.period = period
    }
}
