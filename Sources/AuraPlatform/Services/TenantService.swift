public import AuraCore
import AuraCrypto
import AuraPolicy
import AuraStore

/// Onboarding, listing and closing of workspaces (clauses 1.1, 5.2).
public struct TenantService: Sendable {
    let context: PlatformContext

    /// A tenant as its operator sees it.
    public struct Overview: Hashable, Sendable {
        public let tenant: Tenant
        public let displayName: String?
        /// Whether this call made it.
        public let isNew: Bool
    }

    /// Makes a tenant with its keys and its owner, all in one transaction.
    ///
    /// - Parameters:
    ///   - ifMissing: A tenant of this name with the same region, owner and display name is then no error; one that
    ///     differs is.
    /// - Throws: `exists`, `invalidInput`.
    public func create(
        _ name: String, owner email: String, region: Region = .eu, display: String? = nil, ifMissing: Bool = false,
        as principal: Principal
    ) async throws(PlatformError) -> Overview {
        try await context.authorised(principal, .tenantAdminister)
        try context.requireSpace()
        let name = try TextInput.name(name, of: "tenant")
        let email = try TextInput.email(email)
        let display = try display.map { (text) throws(PlatformError) in
            try TextInput.label(text, of: "display name")
        }
        if let existing = try await tenant(named: name) {
            let shown = try await show(name.rawValue, as: principal)
            guard ifMissing, existing.region == region, shown.displayName == display,
                try await isOwner(email, of: existing)
            else {
                throw PlatformError(
                    .exists, "there is a tenant named \(name) already",
                    hint: ifMissing ? "its owner, region or display name differs" : "use --if-missing, or another name")
            }
            return shown
        }
        return try await make(name, owner: email, region: region, display: display, as: principal)
    }

    private func make(
        _ name: ObjectName, owner email: String, region: Region, display: String?, as principal: Principal
    ) async throws(PlatformError) -> Overview {
        let now = context.now
        let vault = context.vault
        let id = Tenant.ID.make(at: now)
        let keys = try mappingErrors {
            func key(_ kind: KeyKind, under wrapping: KeyID) throws(VaultError) -> WrappedKey {
                try vault.makeKey(
                    kind, tenant: id.rawValue, wrappedBy: wrapping, dataClass: nil, period: .none, at: now)
            }
            let tenantKey = try key(.tenant, under: vault.rootKeyID)
            return NewTenantKeys(
                tenant: tenantKey, billing: try key(.billing, under: vault.rootKeyID),
                content: try key(.owner, under: tenantKey.id), owner: try key(.owner, under: tenantKey.id),
                index: try key(.index, under: tenantKey.id))
        }
        let tenant = Tenant(
            id: id, name: name, region: region, state: .active, createdAt: now, closedAt: nil, eraseAt: nil,
            contentKey: keys.content.id, indexKey: keys.index.id)
        let memberID = Member.ID.make(at: now)
        let member = Member(
            id: memberID, role: .owner, ownerKey: keys.owner.id,
            email: try context.sealEmail(email, of: memberID, tenant: tenant, under: keys.owner.id), createdAt: now)
        let emailIndex = try context.personIndex(email, table: "member", column: "email", of: tenant)
        let displaySealed = try display.map { (text) throws(PlatformError) in
            try context.seal(
                text, of: tenant, table: "tenant", column: "displayName", row: id.rawValue, dataClass: .account,
                padded: true)
        }
        let events = [
            try context.trail.operatorEvent(.tenantCreated, id.rawValue, by: principal, at: now, clause: Clause(1, 1)),
            try context.trail.event(
                .tenantCreated, id.rawValue, of: tenant, by: principal, at: now, clause: Clause(1, 1)),
            try context.trail.event(.memberAdded, memberID.rawValue, of: tenant, by: principal, at: now),
        ]
        try await context.custody.store(keys.all)
        try await platformErrors {
            try await context.store.operator.write(events[0], also: Array(events.dropFirst())) { writer in
                try writer.insertTenant(tenant, displayName: displaySealed, owner: member, emailIndex: emailIndex)
            }
        }
        return Overview(tenant: tenant, displayName: display, isNew: true)
    }

    /// All tenants, oldest first.
    public func list(
        state: Tenant.State? = nil, as principal: Principal
    ) async throws(PlatformError) -> [Overview] {
        try await context.authorised(principal, .installationRead)
        let tenants = try await platformErrors {
            try await context.store.operator.read { try $0.tenants(state: state, limit: Limits.tenants) }
        }
        return tenants.map { Overview(tenant: $0, displayName: nil, isNew: false) }
    }

    /// One tenant, with its display name.
    public func show(_ name: String, as principal: Principal) async throws(PlatformError) -> Overview {
        let tenant = try await context.authorised(
            principal, .tenantRead, tenant: try TextInput.name(name, of: "tenant"))
        let sealed = try await platformErrors {
            try await context.store.tenant(tenant.id).read { try $0.displayName() }
        }
        return try overview(tenant, displayName: sealed, isNew: false)
    }

    /// Closes a tenant: no processing from now on, and a day on which the purge erases it.
    ///
    /// - Parameter delay: Days until the erasure, 29 at most, so that a day's purge lag stays
    ///   inside clause 5.2.
    /// - Returns: A refusal if the delay is longer than the policy allows.
    public func close(
        _ name: String, after delay: CalendarDuration? = nil, as principal: Principal
    ) async throws(PlatformError) -> Outcome<Overview> {
        let tenant = try await context.authorised(
            principal, .tenantAdminister, tenant: try TextInput.name(name, of: "tenant"))
        guard tenant.state == .active else { return .done(try overview(tenant, displayName: nil, isNew: false)) }
        let now = context.now
        switch StandardPolicy.closure.eraseAt(closedAt: now, after: delay) {
        case .denied(let refusal):
            return .refused(refusal)
        case .allowed(let eraseAt):
            let event = try context.trail.event(
                .tenantClosed, tenant.id.rawValue, of: tenant, by: principal, at: now, clause: Clause(5, 2))
            let known = try context.trail.operatorEvent(
                .tenantClosed, tenant.id.rawValue, by: principal, at: now, clause: Clause(5, 2))
            let closed = try await platformErrors {
                try await context.store.tenant(tenant.id).write(event, also: [known]) { writer in
                    try writer.closeTenant(at: now, eraseAt: eraseAt)
                    return try writer.tenant()
                }
            }
            return .done(try overview(closed ?? tenant, displayName: nil, isNew: false))
        }
    }

    private func tenant(named name: ObjectName) async throws(PlatformError) -> Tenant? {
        try await platformErrors { try await context.store.operator.read { try $0.tenant(named: name) } }
    }

    private func isOwner(_ email: String, of tenant: Tenant) async throws(PlatformError) -> Bool {
        try await context.custody.prepare(tenant.id, owners: tenant.standingKeys)
        return try await context.withIndexKeys(of: tenant) { (tenant) async throws(PlatformError) in
            let indexes = try context.blindIndexes(email, table: "member", column: "email", of: tenant)
            let member = try await platformErrors {
                try await context.store.tenant(tenant.id).read { reader in
                    try reader.requireIndexKeys(tenant.indexKeys)
                    return try indexes.firstFound { try reader.member(emailIndex: $0) }
                }
            }
            return member?.role == .owner
        }
    }

    private func overview(
        _ tenant: Tenant, displayName: SealedValue?, isNew: Bool
    ) throws(PlatformError) -> Overview {
        let text = try displayName.map { (sealed) throws(PlatformError) in
            try context.open(
                sealed, of: tenant, table: "tenant", column: "displayName", row: tenant.id.rawValue,
                dataClass: .account)
        }
        return Overview(tenant: tenant, displayName: text, isNew: isNew)
    }
}

/// The keys a tenant begins with.
private struct NewTenantKeys {
    let tenant: WrappedKey
    let billing: WrappedKey
    let content: WrappedKey
    let owner: WrappedKey
    let index: WrappedKey

    /// Wrapping keys first.
    var all: [WrappedKey] { [tenant, billing, content, owner, index] }
}
