public import AuraCore
import AuraPolicy
import AuraProviders
import AuraStore

extension Platform {
    /// What every column of this version's store is for: the data map, as `Docs/DataModel.md` shows it.
    public static var dataMap: DataMap { StoreDataMap.current }
}

extension PolicyService {
    /// Holds the data map against the tables as they are now, the policy and the registers (VAULT.md §9).
    ///
    /// - Returns: Every breach; none in an installation that is sound.
    public func lint(as principal: Principal) async throws(PlatformError) -> [DataMapFinding] {
        try await context.authorised(principal, .policyRead)
        return try await context.lint()
    }
}

extension PlatformContext {
    func lint() async throws(PlatformError) -> [DataMapFinding] {
        let schema = try await platformErrors { try await self.store.schema() }
        var linter = DataMapLinter(map: store.dataMap, schema: schema, policy: policy)
        // What stays on this machine is called, but not disclosed to anybody.
        linter.outboundOrigins = Vendor.allCases.compactMap(origin(of:))
            .filter { VendorOrigin($0)?.isLoopback != true }
        return linter.findings()
    }
}
