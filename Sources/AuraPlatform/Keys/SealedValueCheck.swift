import AuraCore
import AuraCrypto
import AuraStore

/// Verifies the tag of every sealed value under its own context, in the store or in a backup (FAULTS.md I6, BK2).
/// Nothing is decrypted, an LLM key least of all.
struct SealedValueCheck {
    let context: PlatformContext

    /// What was found.
    struct Report: Hashable, Sendable {
        /// Values whose tag is right.
        var whole = 0
        /// Values whose key was destroyed: nobody can read them, or check them.
        var unreadable = 0
        /// Values whose tag is wrong, or whose key is neither in the keyring nor in the ledger.
        var broken = 0
        /// Where the first of those stands: table and column.
        var place: String?
    }

    /// Reads a page of the rows of one table, after an id.
    typealias Page =
        @Sendable (_ chain: AuditChain, _ table: String, _ last: String, _ limit: Int) async throws -> [SealedRow]

    /// Of the store as it is.
    func ofStore() async throws(PlatformError) -> Report {
        let store = context.store
        let tenants = try await context.allTenants()
        return try await run(tenants.map(\.id)) { chain, table, last, limit in
            switch chain {
            case .operator: try await store.operator.read { try $0.sealedPayloads(after: last, limit: limit) }
            case .tenant(let id):
                try await store.tenant(id).read { try $0.sealedRows(in: table, after: last, limit: limit) }
            }
        }
    }

    /// Of a copy of the data, with the keys of the installation.
    func of(_ copy: BackupCopy) async throws(PlatformError) -> Report {
        let tenants = try await platformErrors { try await copy.tenants() }
        return try await run(tenants.map(\.id)) { chain, table, last, limit in
            try await copy.sealedRows(of: chain, in: table, after: last, limit: limit)
        }
    }

    private func run(_ tenants: [Tenant.ID], _ page: Page) async throws(PlatformError) -> Report {
        let destroyed = Set(
            try await platformErrors { try await context.store.ledger.entries(after: -1, limit: .max) }
                .flatMap(\.entry.keys))
        var report = Report()
        try await check(.operator, in: "auditPayload", destroyed, page, &report)
        for tenant in tenants {
            for table in TenantReader.allSealedTables {
                try await check(.tenant(tenant), in: table, destroyed, page, &report)
            }
        }
        return report
    }

    private func check(
        _ chain: AuditChain, in table: String, _ destroyed: Set<KeyID>, _ page: Page, _ report: inout Report
    ) async throws(PlatformError) {
        var last = ""
        while true {
            try context.checkCancellation()
            let rows = try await platformErrors { try await page(chain, table, last, Limits.batchRows) }
            guard let end = rows.last else { return }
            last = end.id
            let headers = rows.flatMap { $0.values.values }.compactMap { try? context.vault.ownerKey(of: $0) }
            var (gone, weeks) = (destroyed, Set<KeyPeriod>())
            if case .tenant(let id) = chain {
                let prepared = try await context.custody.prepare(
                    id, owners: Set(headers.map(\.0)), periods: Set(headers.map(\.1)).subtracting([.none]))
                gone.formUnion(prepared.destroyed)
                weeks = prepared.destroyedPeriods
            }
            for row in rows {
                for (column, value) in row.values {
                    verify(value, in: row, column, of: chain, (gone, weeks), &report)
                }
            }
        }
    }

    private func verify(
        _ value: SealedValue, in row: SealedRow, _ column: String, of chain: AuditChain,
        _ gone: (keys: Set<KeyID>, weeks: Set<KeyPeriod>), _ report: inout Report
    ) {
        let tenant = chain == .operator ? "-" : chain.description
        do throws(VaultError) {
            let (owner, period) = try context.vault.ownerKey(of: value)
            guard !gone.keys.contains(owner), !gone.weeks.contains(period) else {
                report.unreadable += 1
                return
            }
            try context.vault.verify(value, in: row.context(of: column, tenant: tenant))
            report.whole += 1
        } catch {
            report.broken += 1
            report.place = report.place ?? "\(row.table).\(column)"
        }
    }
}
