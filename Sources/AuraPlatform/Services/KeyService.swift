public import AuraCore
import AuraStore

/// The rotation of tenants' own keys (clause 10.2): no plaintext changes, no LLM key is opened, nothing has to stop.
public struct KeyService: Sendable {
    let context: PlatformContext

    /// What a rotation did.
    public struct Report: Hashable, Sendable {
        /// The tenant's name, or `all`.
        public let scope: String
        /// Tenants with a new tenant key; 0 if an owner key was rotated.
        public let tenants: Int
        /// Keys that were wrapped anew.
        public let keys: Int
        /// Rows that were sealed anew.
        public let rows: Int
    }

    /// Gives a tenant, or all of them, a new tenant key, which then wraps every other key of theirs.
    ///
    /// - Parameter name: One tenant; nothing means all. A run that was killed goes on at the next open.
    public func rewrap(
        _ name: ObjectName?, as principal: Principal, progress: @escaping @Sendable (JobProgress) -> Void = { _ in }
    ) async throws(PlatformError) -> Report {
        let tenant: Tenant?
        if let name {
            tenant = try await context.authorised(principal, .tenantAdminister, tenant: name)
        } else {
            try await context.authorised(principal, .installationAdminister)
            tenant = nil
        }
        let done = try await TenantKeyRotation(context: context, principal: principal).run(tenant, progress: progress)
        return Report(scope: name?.rawValue ?? "all", tenants: done.tenants, keys: done.keys, rows: 0)
    }

    /// Gives one person, or the tenant's own content, a new owner key, and seals anew what the old one sealed. The old
    /// key opens for another hour, is then disabled, and destroyed a week later.
    ///
    /// - Parameter person: An e-mail, a reference or an id; nothing means the tenant's own content.
    /// - Throws: `notFound`; `exists` while the key before is still kept.
    public func reseal(
        _ person: String?, of name: ObjectName, as principal: Principal,
        progress: @escaping @Sendable (JobProgress) -> Void = { _ in }
    ) async throws(PlatformError) -> Report {
        let tenant = try await context.authorised(principal, .tenantAdminister, tenant: name)
        var rows = 0
        for owner in try await owners(person, of: tenant) {
            let now = try await platformErrors { try await context.store.tenant(tenant.id).read { try $0.tenant() } }
            rows += try await OwnerKeyRotation(context: context, tenant: now ?? tenant, principal: principal)
                .run(owner, progress: progress)
        }
        return Report(scope: name.rawValue, tenants: 0, keys: 0, rows: rows)
    }

    /// Gives a tenant a new index key, and makes its search index and its look-ups anew. The old key goes after a day.
    ///
    /// - Throws: As ``IndexKeyService/rotate(of:as:progress:)``.
    public func reindex(
        _ name: ObjectName, as principal: Principal, progress: @escaping @Sendable (JobProgress) -> Void = { _ in }
    ) async throws(PlatformError) -> Report {
        _ = try await IndexKeyService(context: context).rotate(of: name, as: principal, progress: progress)
        return Report(scope: name.rawValue, tenants: 0, keys: 1, rows: 0)
    }

    /// A reference may name a member and a visitor: each has a key of their own.
    private func owners(_ person: String?, of tenant: Tenant) async throws(PlatformError) -> [PersonID?] {
        guard let person else { return [nil] }
        let people = try await PeopleDirectory(context: context, tenant: tenant).find(person)
        guard !people.isEmpty else {
            throw PlatformError(.notFound, "there is no such person", hint: "aura subject find")
        }
        return people.map(\.id)
    }
}
