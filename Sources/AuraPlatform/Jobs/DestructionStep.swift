import AuraCore
import AuraCrypto
import AuraStore

/// What a destruction will write into the ledger.
struct LedgerStep: Hashable, Sendable {
    let scope: LedgerEntry.Scope
    let tenant: Tenant.ID
    let subject: String?
    let classes: [DataClass]
    let keys: [KeyID]
    let cutoffs: [DataClass: Timestamp]

    /// Whether the ledger's entry is of this destruction.
    func isSame(as entry: LedgerEntry) -> Bool {
        entry.scope == scope && entry.tenant == tenant && entry.subject == subject
    }
}

/// The order that makes a destruction final (FAULTS.md R1): ledger append and fsync, keyring commit, log truncated,
/// proof, caches evicted. Running it again finds its ledger entry and does the rest.
struct DestructionStep {
    let context: PlatformContext

    /// - Parameter place: Where the job has come to in the ledger, first its end when the job began: an entry of the same
    ///   scope and tenant behind it is this job's own. It moves behind the entry of this step, so that a job of many
    ///   steps reads the ledger once.
    /// - Returns: The ledger's head, for the database to note once the rows are gone.
    func run(
        _ step: LedgerStep, from place: inout LedgerPlace, reason: String
    ) async throws(PlatformError) -> LedgerHead {
        guard !context.configuration.isDryRun else {
            return context.store.ledger.head
        }
        let (now, ledger, start) = (context.now, context.store.ledger, place)
        let (head, next) = try await platformErrors {
            let (entry, head, next): (LedgerEntry, LedgerHead, LedgerPlace)
            if let written = try await ledger.first(from: start, where: { step.isSame(as: $0) }) {
                (entry, head, next) = written
            } else {
                (entry, head) = try await ledger.append(
                    at: now, scope: step.scope, tenant: step.tenant, subject: step.subject, classes: step.classes,
                    keys: step.keys, cutoffs: step.cutoffs)
                next = ledger.end
            }
            try FaultPoint.reached(step.scope.points.ledger)
            try await context.store.keyring.destroy(entry.keys, reason: reason, at: now, applying: head)
            try FaultPoint.reached(step.scope.points.keyGone)
            context.vault.evict(entry.keys)
            return (head, next)
        }
        place = next
        return head
    }

    /// Where a job that began at this length of the ledger looks for its own entries.
    func place(after sequence: Int) async throws(PlatformError) -> LedgerPlace {
        try await platformErrors { try await context.store.ledger.place(after: sequence) }
    }
}

extension LedgerEntry.Scope {
    /// Where a test may let a destruction fail: once it is decided, and once its keys are gone.
    fileprivate var points: (ledger: FaultPoint, keyGone: FaultPoint) {
        switch self {
        case .purge, .period: (.purgeLedger, .purgeKeyGone)
        case .subject: (.eraseLedger, .eraseKeyGone)
        case .tenant: (.closeLedger, .closeKeyGone)
        case .credential: (.credentialLedger, .credentialOldGone)
        }
    }
}
