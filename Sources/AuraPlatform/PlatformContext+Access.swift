import AuraCore
import AuraCrypto
import AuraPolicy
import AuraStore

extension PlatformContext {
    /// Finds a tenant by name and asks the policy whether the principal may do this to it.
    ///
    /// - Throws: `notFound`, or `notPermitted` after the denial was written into the tenant's audit chain.
    func authorised(
        _ principal: Principal, _ permission: Permission, tenant name: ObjectName
    ) async throws(PlatformError) -> Tenant {
        let tenant = try await platformErrors { try await self.store.operator.read { try $0.tenant(named: name) } }
        guard var tenant else {
            throw PlatformError(.notFound, "there is no tenant named \(name)", hint: "aura tenant list")
        }
        let prepared = try await custody.prepare(tenant.id, owners: tenant.standingKeys)
        if prepared.destroyed.contains(tenant.indexKey), !configuration.isDryRun {
            tenant = try await IndexRotation(context: self, principal: .job(named: "recovery")).remake(of: tenant)
        }
        switch AccessPolicy.decide(principal, permission, tenant: tenant.id, state: tenant.state) {
        case .allowed:
            return tenant
        case .denied(let refusal):
            let event = try trail.event(
                .accessDenied, permission.rawValue, of: tenant, by: principal, at: now, clause: refusal.clause)
            try await platformErrors { try await self.store.tenant(tenant.id).write(event) { _ in } }
            throw PlatformError(refusal)
        }
    }

    /// The same for what concerns the whole installation.
    func authorised(_ principal: Principal, _ permission: Permission) async throws(PlatformError) {
        guard case .denied(let refusal) = AccessPolicy.decide(principal, permission, tenant: nil, state: nil)
        else { return }
        let event = try trail.operatorEvent(
            .accessDenied, permission.rawValue, by: principal, at: now, clause: refusal.clause)
        try await platformErrors { try await self.store.operator.write(event) { _ in } }
        throw PlatformError(refusal)
    }

    /// Finds a bot by name; without a name the tenant's only one.
    func bot(_ name: ObjectName?, of tenant: Tenant) async throws(PlatformError) -> Bot {
        let bots = try await platformErrors {
            try await self.store.tenant(tenant.id).read { reader in
                try name.map { try reader.bot(named: $0).map { [$0] } ?? [] } ?? reader.bots(limit: 2)
            }
        }
        if let name {
            guard let bot = bots.first else {
                throw PlatformError(
                    .notFound, "tenant \(tenant.name) has no bot named \(name)",
                    hint: "aura bot list --tenant \(tenant.name)")
            }
            return bot
        }
        guard let bot = bots.first, bots.count == 1 else {
            throw PlatformError(
                .invalidInput,
                bots.isEmpty ? "tenant \(tenant.name) has no bot yet" : "tenant \(tenant.name) has several bots",
                hint: bots.isEmpty ? "aura bot create NAME --tenant \(tenant.name)" : "name one with --bot")
        }
        return bot
    }

    /// Seals text under the tenant's content key.
    func seal(
        _ text: String, of tenant: Tenant, table: String, column: String, row: String, dataClass: DataClass,
        padded: Bool = false
    ) throws(PlatformError) -> SealedValue {
        let context = SealContext(
            tenant: tenant.id.rawValue, table: table, column: column, row: row, dataClass: dataClass)
        return try mappingErrors {
            try self.vault.seal(Array(text.utf8), in: context, owner: tenant.contentKey, padded: padded)
        }
    }

    /// Opens a sealed text whose keys were prepared.
    func open(
        _ value: SealedValue, of tenant: Tenant, table: String, column: String, row: String, dataClass: DataClass
    ) throws(PlatformError) -> String {
        let context = SealContext(
            tenant: tenant.id.rawValue, table: table, column: column, row: row, dataClass: dataClass)
        return String(
            decoding: try mappingErrors { try self.vault.open(value, in: context) },
            as: UTF8.self)
    }
}
