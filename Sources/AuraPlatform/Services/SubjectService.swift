public import AuraCore
import AuraCrypto
import AuraPolicy
import AuraStore

/// A person's data: where it is, a copy of it, its erasure (clauses 6.1, 6.3, 6.5).
public struct SubjectService: Sendable {
    let context: PlatformContext

    /// Where a person's data is, with the erasure that would follow.
    public struct SubjectMap: Hashable, Sendable {
        public let tenant: ObjectName
        public let people: [PersonID]
        public let counts: [SubjectCount]
    }

    /// Counts a person's rows, table by table.
    ///
    /// - Parameter person: A `mem_…` or `vis_…` id, an e-mail, or the tenant's own reference.
    /// - Throws: `notFound` if nobody is meant.
    public func find(
        _ person: String, of tenant: ObjectName, as principal: Principal
    ) async throws(PlatformError) -> SubjectMap {
        let tenant = try await context.authorised(principal, .subjectRead, tenant: tenant)
        let inventory = try await inventory(person, of: tenant)
        return SubjectMap(tenant: tenant.name, people: inventory.people, counts: inventory.counts)
    }

    /// A copy of everything AURA holds of a person, as one JSON document with a manifest.
    ///
    /// - Returns: The document of kind `Archive`; it is personal data, and its keeper's to protect.
    public func export(
        _ person: String, of tenant: ObjectName, as principal: Principal
    ) async throws(PlatformError) -> JSONValue {
        let tenant = try await context.authorised(principal, .subjectRead, tenant: tenant)
        let inventory = try await inventory(person, of: tenant)
        let archive = try await SubjectArchive(context: context, tenant: tenant).make(inventory)
        let event = try context.trail.event(
            .subjectExported, inventory.people.first?.rawValue ?? "", of: tenant, by: principal, at: context.now,
            clause: Clause(6, 1))
        try await platformErrors { try await context.store.tenant(tenant.id).write(event) { _ in } }
        return archive
    }

    /// What an erasure would do, and the id under which it can be confirmed.
    public struct ErasurePreview: Hashable, Sendable {
        public let plan: ErasurePlan
        public let id: PurgePlan.ID
        public let digest: String
    }

    /// Plans an erasure without changing anything.
    public func plan(
        erasing person: String, asOf: Timestamp? = nil, of tenant: ObjectName, as principal: Principal
    ) async throws(PlatformError) -> Outcome<ErasurePreview> {
        let tenant = try await context.authorised(principal, .subjectErase, tenant: tenant)
        let outcome = try await preview(erasing: person, asOf: asOf ?? context.now, of: tenant)
        if context.configuration.isDryRun, case .done(let preview) = outcome {
            try await JobRehearsal(context: context).erasure(preview.plan, of: tenant)
        }
        return outcome
    }

    /// Erases a person. From the moment the keys are destroyed every copy is unreadable; the rows follow in batches.
    ///
    /// - Parameter plan: The id of the plan that was looked at; if what it listed has changed, `planStale`.
    /// - Returns: The receipt, or a refusal (a legal hold, a clock not to be believed, the only owner of a workspace).
    public func erase(
        _ person: String, plan id: PurgePlan.ID? = nil, of name: ObjectName, as principal: Principal
    ) async throws(PlatformError) -> Outcome<DeletionReceipt> {
        let tenant = try await context.authorised(principal, .subjectErase, tenant: name)
        if let refusal = try await context.clockRefusal(acceptsJump: false) { return .refused(refusal) }
        switch try await preview(erasing: person, asOf: id?.moment ?? context.now, of: tenant) {
        case .refused(let refusal):
            return .refused(refusal)
        case .done(let preview):
            guard id == nil || id == preview.id else {
                throw PlatformError(
                    .planStale, "this person's data has changed since the plan was made",
                    hint: "look again with --dry-run")
            }
            guard !context.configuration.isDryRun else {
                throw PlatformError(
                    .invalidInput, "a dry run does not erase", hint: "ask for the plan: plan(erasing:of:as:)")
            }
            let job = ErasureJob(context: context, tenant: tenant, principal: principal)
            return .done(try await job.run(preview.plan, request: .make(at: context.now)))
        }
    }

    private func preview(
        erasing person: String, asOf: Timestamp, of tenant: Tenant
    ) async throws(PlatformError) -> Outcome<ErasurePreview> {
        let inventory = try await inventory(person, of: tenant)
        if let refusal = try await soleOwner(inventory, of: tenant) { return .refused(refusal) }
        let decision = try mappingErrors {
            try ErasurePolicy.plan(inventory: inventory, map: context.store.dataMap, holds: [], now: context.now)
        }
        switch decision {
        case .denied(let refusal):
            return .refused(refusal)
        case .allowed(let plan):
            let identity = plan.identity(
                asOf: asOf, policyVersion: context.policy.version, mapHash: context.store.mapHash,
                sha256: Vault.digests.sha256)
            return .done(ErasurePreview(plan: plan, id: identity.id, digest: identity.digest))
        }
    }

    /// A workspace keeps at least one owner: the last one hands it over, or closes it, first.
    private func soleOwner(
        _ inventory: SubjectInventory, of tenant: Tenant
    ) async throws(PlatformError) -> Refusal? {
        let members = try await platformErrors {
            try await context.store.tenant(tenant.id).read { try $0.members(limit: Limits.listRows) }
        }
        let owners = members.filter { $0.role == .owner }.map { PersonID.member($0.id) }
        return ErasurePolicy.refusal(erasing: inventory.people, owners: owners, state: tenant.state)
    }

    private func inventory(
        _ person: String, of tenant: Tenant
    ) async throws(PlatformError) -> SubjectInventory {
        let people = try await PeopleDirectory(context: context, tenant: tenant).find(person)
        guard !people.isEmpty else {
            throw PlatformError(
                .notFound, "tenant \(tenant.name) knows no such person",
                hint: "give an e-mail, a reference, or a mem_… or vis_… id")
        }
        let ids = people.map(\.id)
        return try await platformErrors {
            try await context.store.tenant(tenant.id).read { try $0.inventory(of: ids) }
        }
    }
}
