import AuraCore
import AuraPolicy
import AuraStore

/// Rotates every tenant and owner key that is due by age or by what was sealed under it (VAULT.md §1), one after the
/// other, each by the rotation of its kind.
///
/// A rotation is a job of its own, and a key that was rotated is not due any more: a sweep that was stopped goes on when
/// it is run again.
struct DueKeys {
    let context: PlatformContext
    let principal: Principal
    let progress: @Sendable (JobProgress) -> Void

    /// What a sweep did.
    struct Done: Hashable, Sendable {
        var tenants = 0
        var keys = 0
        var owners = 0
        var rows = 0
        /// Due keys that a sweep cannot rotate: those of LLM keys, which need a new one from the vendor, and those that
        /// were rotated within the last week.
        var left = 0
    }

    /// - Parameter tenant: One tenant's keys; nothing means every tenant's.
    func rotate(of tenant: Tenant?) async throws(PlatformError) -> Done {
        var tenants = try await context.allTenants()
        if let tenant { tenants = [tenant] }
        let due = Dictionary(grouping: try await KeyAges(context: context).due(), by: \.tenant)
        let total = tenants.reduce(0) { $0 + (due[$1.id.rawValue]?.count ?? 0) }
        var done = Done()
        var count = 0
        for tenant in tenants {
            let keys = (due[tenant.id.rawValue] ?? []).sorted { $0.kind == .tenant && $1.kind != .tenant }
            for key in keys {
                try context.checkCancellation()
                if key.kind == .tenant {
                    try await rotateTenantKey(of: tenant, &done)
                } else {
                    try await rotate(key, of: tenant, &done)
                }
                count += 1
                progress(JobProgress(step: "keys", done: count, total: total))
            }
        }
        return done
    }

    private func rotateTenantKey(of tenant: Tenant, _ done: inout Done) async throws(PlatformError) {
        let rotated = try await TenantKeyRotation(context: context, principal: principal).run(tenant) { _ in }
        done.tenants += rotated.tenants
        done.keys += rotated.keys
    }

    private func rotate(_ key: WrappedKey, of tenant: Tenant, _ done: inout Done) async throws(PlatformError) {
        // The rotation before may have been that of the content key.
        let now = try await context.current(tenant)
        let person = try await platformErrors {
            try await context.store.tenant(tenant.id).read { try $0.person(owning: key.id) }
        }
        guard person != nil || now.contentKey == key.id else {
            done.left += 1
            return
        }
        do throws(PlatformError) {
            done.rows += try await OwnerKeyRotation(context: context, tenant: now, principal: principal)
                .run(person) { _ in }
            done.owners += 1
        } catch {
            guard error.code == .exists else { throw error }
            done.left += 1
        }
    }
}
