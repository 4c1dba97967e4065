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
        /// Owner keys, of people and content, that were replaced.
        public var owners = 0
        /// Due keys that a sweep over what is due could not rotate.
        public var left = 0
    }

    /// Rotates every key that is due: by its age of twelve months, or by 2³² blocks sealed under it. Tenant keys first,
    /// then the keys of people and content. A run that was stopped goes on when it is run again.
    ///
    /// The owner key of an LLM key is none of them: that needs a new key from the vendor, and no rotation opens one.
    ///
    /// - Parameter name: One tenant; nothing means all.
    public func rotateDue(
        _ name: ObjectName?, as principal: Principal, progress: @escaping @Sendable (JobProgress) -> Void = { _ in }
    ) async throws(PlatformError) -> Report {
        let tenant = try await scope(name, of: principal)
        let done = try await DueKeys(context: context, principal: principal, progress: progress).rotate(of: tenant)
        return Report(
            scope: name?.rawValue ?? "all", tenants: done.tenants, keys: done.keys, rows: done.rows,
            owners: done.owners, left: done.left)
    }

    private func scope(_ name: ObjectName?, of principal: Principal) async throws(PlatformError) -> Tenant? {
        if let name { return try await context.authorised(principal, .tenantAdminister, tenant: name) }
        try await context.authorised(principal, .installationAdminister)
        return nil
    }

    /// Gives a tenant, or all of them, a new tenant key, which then wraps every other key of theirs.
    ///
    /// - Parameter name: One tenant; nothing means all. A run that was killed goes on at the next open.
    public func rewrap(
        _ name: ObjectName?, as principal: Principal, progress: @escaping @Sendable (JobProgress) -> Void = { _ in }
    ) async throws(PlatformError) -> Report {
        let tenant = try await scope(name, of: principal)
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
        let owners = try await owners(person, of: tenant)
        var rows = 0
        for owner in owners {
            let now = try await platformErrors { try await context.store.tenant(tenant.id).read { try $0.tenant() } }
            rows += try await OwnerKeyRotation(context: context, tenant: now ?? tenant, principal: principal)
                .run(owner, progress: progress)
        }
        return Report(scope: name.rawValue, tenants: 0, keys: 0, rows: rows, owners: owners.count)
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
