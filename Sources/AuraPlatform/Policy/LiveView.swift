import AuraCore
import AuraPolicy
import AuraStore

/// What the controls look at, read once.
struct LiveView: Sendable {
    let tenants: [Tenant]
    let credentials: [Credential]
    let destroyedKeys: Set<KeyID>
    /// For each sealed column of the map, how many values were sampled and how many are no envelopes.
    let samples: [ColumnSample]
    let chains: [AuditService.ChainReport]
    let keyOpenings: Int
    let vendorCalls: Int
    let plan: PurgePlan
    let ledgerIsApplied: Bool
    let now: Timestamp

    /// Values of a column that are looked at.
    static let sampleSize = 200

    init(_ context: PlatformContext) async throws(PlatformError) {
        now = context.now
        let tenants = try await context.allTenants()
        self.tenants = tenants
        var credentials: [Credential] = []
        for tenant in tenants {
            credentials += try await platformErrors {
                try await context.store.tenant(tenant.id).read { try $0.credentials(limit: Limits.listRows) }
            }
        }
        self.credentials = credentials
        vendorCalls = try await platformErrors {
            try await context.store.operator.read { try $0.vendorCallCount() }
        }
        let revoked = credentials.filter { $0.state == .revoked }.map(\.ownerKey)
        destroyedKeys = Set(
            try await platformErrors { try await context.store.keyring.keys(revoked) }
                .filter { $0.state == .destroyed }.map(\.id))
        let columns = context.store.dataMap.tables.flatMap { table in
            table.columns.filter(\.isSealed).map { (table: table.name, column: $0) }
        }
        var samples: [ColumnSample] = []
        for (table, column) in columns {
            let values = try await platformErrors {
                try await context.store.operator.read {
                    try $0.sample(table: table, column: column.name, limit: LiveView.sampleSize)
                }
            }
            samples.append(
                ColumnSample(
                    table: table, column: column.name, sensitivity: column.sensitivity, values: values.count,
                    unsealed: values.count { !$0.hasEnvelopeHeader }))
        }
        self.samples = samples
        chains = try await AuditService(context: context).verifyAll()
        keyOpenings = try await platformErrors {
            try await context.store.operator.read { try $0.auditCount(of: .keyOpened) }
        }
        plan = try await PurgePlanning(context: context).plan(asOf: context.now, tenants: tenants, dataClass: nil)
        ledgerIsApplied = try await platformErrors { try await context.store.isLedgerApplied() }
    }
}

/// What sampling one sealed column showed.
struct ColumnSample: Hashable, Sendable {
    let table: String
    let column: String
    let sensitivity: ColumnRule.Sensitivity
    let values: Int
    let unsealed: Int
}

extension SealedValue {
    /// Whether the bytes begin as an envelope of the one suite does (VAULT.md §1): magic, suite, no unknown flag.
    var hasEnvelopeHeader: Bool {
        bytes.count >= 94 && bytes.starts(with: [0x41, 0x55, 0x52, 0x31, 0x01]) && bytes[5] & 0xFE == 0
    }
}
