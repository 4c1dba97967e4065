import AuraCore
import AuraCrypto
import AuraStore

extension Tenant {
    /// The keys that nearly everything needs: of its content, and of its index, the one before included.
    var standingKeys: Set<KeyID> { Set([contentKey] + indexKeys) }

    /// The index key, and behind it the one before while that is being rotated.
    var indexKeys: [KeyID] { [indexKey] + (previousIndexKey.map { [$0] } ?? []) }
}

extension PlatformError {
    /// What was looked up or made under an index key that is no longer the tenant's.
    static let indexKeyChanged = PlatformError(
        .storeLocked, "the tenant's index key is being rotated", hint: "run the same command again")
}

extension [[UInt8]] {
    /// The first row that one of these indexes finds.
    func firstFound<T>(_ find: ([UInt8]) throws -> T?) rethrows -> T? {
        for index in self {
            if let found = try find(index) { return found }
        }
        return nil
    }
}

extension PlatformContext {
    /// Runs what works with a tenant's index keys, and runs it again when a rotation has changed them meanwhile.
    ///
    /// - Parameter body: Gets the tenant as it is now, its keys prepared, and checks them in each of its transactions
    ///   by `requireIndexKeys`.
    func withIndexKeys<T>(
        of tenant: Tenant, _ body: (Tenant) async throws(PlatformError) -> T
    ) async throws(PlatformError) -> T {
        var current = tenant
        for _ in 0..<3 {
            do {
                return try await body(current)
            } catch  where error == .indexKeyChanged {
                current = try await self.current(tenant)
            }
        }
        return try await body(current)
    }

    /// The tenant as it is now, with its keys prepared.
    ///
    /// - Throws: `notFound` if it was erased meanwhile.
    func current(_ tenant: Tenant) async throws(PlatformError) -> Tenant {
        let now = try await platformErrors { try await self.store.operator.read { try $0.tenant(tenant.id) } }
        guard let now else {
            throw PlatformError(.notFound, "there is no tenant named \(tenant.name)", hint: "aura tenant list")
        }
        try await custody.prepare(now.id, owners: now.standingKeys)
        return now
    }

    /// The keys under which rows are indexed and that can be used: one, and while it is being rotated two.
    func usableIndexKeys(of tenant: Tenant) -> [KeyID] {
        [tenant.indexKey] + tenant.indexKeys.dropFirst().filter(vault.holds)
    }

    /// The blind indexes of a text, one for each usable key, that of the current key first (VAULT.md §6).
    func blindIndexes(
        _ text: String, table: String, column: String, of tenant: Tenant
    ) throws(PlatformError) -> [[UInt8]] {
        try mappingErrors {
            try self.usableIndexKeys(of: tenant).map {
                try self.vault.blindIndex(text, table: table, column: column, indexKey: $0)
            }
        }
    }
}
