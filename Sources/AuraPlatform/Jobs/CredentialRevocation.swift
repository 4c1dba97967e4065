import AuraCore
import AuraCrypto
import AuraStore

/// Makes an LLM key unusable for good: fence, ledger, key destroyed, sealed bytes gone; the record stays (clause 3.6).
struct CredentialRevocation {
    let context: PlatformContext

    /// A key that takes the revoked one's place, in the same transaction.
    struct Replacement: Sendable {
        let credential: Credential
        let secret: SealedValue
        let event: AuditEvent
    }

    @discardableResult
    func run(
        _ credential: Credential, of tenant: Tenant, by principal: Principal, replacement: Replacement? = nil
    ) async throws(PlatformError) -> Credential {
        try await context.withLease { () async throws(PlatformError) in
            try await revoke(credential, of: tenant, by: principal, replacement: replacement)
        }
    }

    /// The same for a caller that has the lease.
    ///
    /// - Parameter waiting: A rotation's job that ends with the revocation's first transaction.
    @discardableResult
    func revoke(
        _ credential: Credential, of tenant: Tenant, by principal: Principal, replacement: Replacement? = nil,
        ending waiting: Job? = nil
    ) async throws(PlatformError) -> Credential {
        let now = context.now
        let sequence = context.store.ledger.head.sequence
        let memo = RevocationMemo(credential: credential.id, key: credential.ownerKey, ledgerSequence: sequence)
        let job = Job(id: .make(at: now), tenant: tenant.id, kind: .revoke, plan: memo.json, startedAt: now)
        let event = try context.trail.event(
            .keyRevoked, credential.id.rawValue, of: tenant, by: principal, at: now, clause: Clause(3, 6))
        try await platformErrors {
            try await context.store.tenant(tenant.id).write(
                event, also: replacement.map { [$0.event] } ?? []
            ) { writer in
                try writer.fence(credential.ownerKey, at: now)
                try writer.revokeCredential(credential.id, at: now)
                try writer.insertJob(job)
                if let waiting { try writer.finishJob(waiting.id, leaving: waiting.plan, at: now) }
                if let replacement {
                    try writer.insertCredential(replacement.credential, secret: replacement.secret)
                }
            }
        }
        if context.configuration.isDryRun {
            _ = try destroyed(memo, of: tenant, by: principal)
        } else {
            try await carryOut(job, memo, of: tenant, by: principal)
        }
        return Credential(
            id: credential.id, vendor: credential.vendor, origin: credential.origin, label: credential.label,
            fingerprint: credential.fingerprint, lastFour: nil, ownerKey: credential.ownerKey, state: .revoked,
            createdAt: credential.createdAt, expiresAt: credential.expiresAt, revokedAt: now)
    }

    /// From the fence on; running it again does what is left.
    func carryOut(
        _ job: Job, _ memo: RevocationMemo, of tenant: Tenant, by principal: Principal
    ) async throws(PlatformError) {
        let step = LedgerStep(
            scope: .credential, tenant: tenant.id, subject: nil, classes: [.credential], keys: [memo.key], cutoffs: [:])
        let destruction = DestructionStep(context: context)
        var place = try await destruction.place(after: memo.ledgerSequence)
        let head = try await destruction.run(step, from: &place, reason: "revoked")
        let now = context.now
        let event = try destroyed(memo, of: tenant, by: principal)
        try await platformErrors {
            try await context.store.tenant(tenant.id).write(event) { writer in
                try writer.setLedgerHead(head)
                try writer.finishJob(job.id, leaving: memo.json, at: now)
            }
            try await context.store.truncateLogs()
        }
    }

    private func destroyed(
        _ memo: RevocationMemo, of tenant: Tenant, by principal: Principal
    ) throws(PlatformError) -> AuditEvent {
        try context.trail.event(
            .keysDestroyed, memo.credential.rawValue, of: tenant, by: principal, at: context.now, clause: Clause(3, 6))
    }
}

/// What a revocation remembers.
struct RevocationMemo: Hashable, Sendable {
    let credential: Credential.ID
    let key: KeyID
    let ledgerSequence: Int

    init(credential: Credential.ID, key: KeyID, ledgerSequence: Int) {
        self.credential = credential
        self.key = key
        self.ledgerSequence = ledgerSequence
    }

    var json: JSONValue {
        [
            "credential": .string(credential.rawValue), "key": .string(key.description),
            "ledger": JSONValue(ledgerSequence),
        ]
    }

    init?(_ json: JSONValue) {
        guard let credential = json["credential"]?.string.flatMap(Credential.ID.init),
            let key = json["key"]?.string.flatMap(KeyID.init), let sequence = json["ledger"]?.integer
        else { return nil }
        self.init(credential: credential, key: key, ledgerSequence: Int(sequence))
    }
}
