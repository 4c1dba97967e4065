import AuraCore
import AuraCrypto
import AuraStore

/// Lets a new LLM key take the old one's place (VAULT.md §2): swapped in one transaction with its audit event; the old
/// one is shredded when its grace is over. Neither is opened for it.
struct CredentialRotation {
    let context: PlatformContext
    let tenant: Tenant
    let principal: Principal

    /// Stores the new key and retires the old one; calls under way finish with the one they began with.
    func swap(
        _ old: Credential, for new: Credential, secret: SealedValue, dueAt: Timestamp
    ) async throws(PlatformError) {
        let now = new.createdAt
        let memo = CredentialMemo(credential: old.id, dueAt: dueAt)
        let job = Job(id: .make(at: now), tenant: tenant.id, kind: .credential, plan: memo.json, startedAt: now)
        let event = try context.trail.event(
            .keyRotated, new.id.rawValue, of: tenant, by: principal, at: now, clause: Clause(3, 6))
        try await platformErrors {
            try await context.store.tenant(tenant.id).write(event) { writer in
                try writer.retireCredential(old.id)
                try writer.insertCredential(new, secret: secret)
                try writer.insertJob(job)
            }
        }
        try FaultPoint.passed(.credentialSwapped)
    }

    /// Shreds the old key, if its time has come. It needs the lease.
    func carryOut(_ job: Job) async throws(PlatformError) {
        guard let memo = CredentialMemo(job.plan) else { throw JobRecovery.unreadable }
        guard memo.dueAt <= context.now else { return }
        let old = try await platformErrors {
            try await context.store.tenant(tenant.id).read { try $0.credential(memo.credential) }
        }
        let now = context.now
        guard let old, old.state == .retiring else {
            let event = try context.trail.event(
                .keysDestroyed, memo.credential.rawValue, of: tenant, by: principal, at: now, clause: Clause(3, 6))
            return try await platformErrors {
                try await context.store.tenant(tenant.id).write(event) {
                    try $0.finishJob(job.id, leaving: memo.json, at: now)
                }
            }
        }
        try await CredentialRevocation(context: context).revoke(old, of: tenant, by: principal, ending: job)
    }
}

/// What the rotation of an LLM key remembers.
struct CredentialMemo: Hashable, Sendable {
    let credential: Credential.ID
    let dueAt: Timestamp

    init(credential: Credential.ID, dueAt: Timestamp) {
        self.credential = credential
        self.dueAt = dueAt
    }

    var json: JSONValue {
        ["credential": .string(credential.rawValue), "dueAt": JSONValue(dueAt)]
    }

    init?(_ json: JSONValue) {
        guard let credential = json["credential"]?.string.flatMap(Credential.ID.init),
            let dueAt = json["dueAt"]?.string.flatMap(Timestamp.init)
        else { return nil }
        self.init(credential: credential, dueAt: dueAt)
    }
}
