import AuraCore
import AuraCrypto
import AuraStore

/// A tenant's LLM key, open for one call.
struct OpenedCredential: Sendable {
    let credential: Credential
    let secret: SecretBytes
    /// The job that stands until the call is counted.
    let call: Job.ID
}

/// Opens an LLM key: the audit event is committed first, and if that fails the key stays shut (clause 3.4).
struct CredentialOpening {
    let context: PlatformContext
    let tenant: Tenant

    /// Notes with the opening that a call is to be made: one that a kill leaves without an answer is counted later.
    ///
    /// - Parameter tokens: What the call is taken to use if it is never heard of again.
    /// - Returns: Nothing in a dry run, which leaves the key shut.
    func open(
        _ vendor: Vendor, for bot: Bot, estimating tokens: TokenUsage, by principal: Principal
    ) async throws(PlatformError) -> OpenedCredential? {
        let store = context.store.tenant(tenant.id)
        let credential = try await platformErrors {
            try await store.read { try $0.activeCredential(vendor: vendor, label: nil) }
        }
        guard let credential, credential.expiresAt.map({ $0 > context.now }) ?? true else {
            throw PlatformError(
                .keyRefused,
                "tenant \(tenant.name) has no \(credential == nil ? "" : "unexpired ")key for \(vendor.rawValue)",
                hint: "aura key set \(vendor.rawValue) --tenant \(tenant.name)")
        }
        let now = context.now
        let event = try context.trail.event(
            .keyOpened, credential.id.rawValue, of: tenant, by: principal, at: now, clause: Clause(3, 4))
        let memo = CallMemo(bot: bot, credential: credential.id, tokens: tokens)
        let job = Job(id: .make(at: now), tenant: tenant.id, kind: .call, plan: memo.json, startedAt: now)
        let sealed = try await platformErrors {
            try await store.write(event) { writer in
                let secret = try writer.secret(of: credential.id)
                if secret != nil { try writer.insertJob(job) }
                return secret
            }
        }
        guard let sealed else {
            throw PlatformError(.keyRefused, "the key was revoked", hint: "aura key set \(vendor.rawValue)")
        }
        guard !context.configuration.isDryRun else { return nil }
        try await context.custody.prepare(tenant.id, owners: [credential.ownerKey])
        let secret = try mappingErrors {
            try context.vault.openSecret(sealed, in: credential.secretContext(of: tenant.id))
        }
        try FaultPoint.passed(.chatReserved)
        return OpenedCredential(credential: credential, secret: secret, call: job.id)
    }
}
