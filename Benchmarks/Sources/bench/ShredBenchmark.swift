import AuraPlatform
import BenchmarkSupport
import Foundation

@testable import AuraCrypto
@testable import AuraStore

/// The destruction of one week's key, whatever the number of messages under it: `bench shred [MESSAGES…]`.
///
/// What is timed is the whole step that makes the week unreadable: ledger entry and its sync, the keyring's transaction,
/// its log emptied, the file synced, the proof over a new connection, the eviction. The rows stay for the purge.
enum ShredBenchmark {
    static func run() async throws {
        let given = CommandLine.arguments.dropFirst(2).compactMap { Int($0) }
        for messages in given.isEmpty ? [10_000, 100_000, 1_000_000] : given { try await run(messages) }
    }

    private static func run(_ messages: Int) async throws {
        let folder = NSTemporaryDirectory() + "aura-shred-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let week = try await Week(in: folder)
        let clock = ContinuousClock()
        let filling = try await clock.measure { try await week.fill(messages) }
        _ = try week.vault.open(week.sealed, in: week.context)
        let time = try await clock.measure { try await week.shred() }
        guard (try? week.vault.open(week.sealed, in: week.context)) == nil else { return print("still readable") }
        try week.store.close()
        print(
            "shred: messages=\(messages) ms=\(rounded(time.milliseconds, 2))"
                + " (filled in \(rounded(filling.milliseconds / 1_000, 1)) s)")
    }
}

/// A store with one tenant, one person, one conversation, and the key of one week.
private struct Week {
    let store: Store
    let vault: Vault
    let sealed: SealedValue
    let context: SealContext
    private let tenant: Tenant
    private let person: Visitor
    private let conversation: Conversation
    private let periodKey: WrappedKey

    private static let now = Timestamp(milliseconds: 1_790_000_000_000)
    private static let period = KeyPeriod(containing: now)

    init(in folder: String) async throws {
        let now = Week.now
        guard let name = ObjectName("bench") else { throw CancellationError() }
        let vault = try Vault(rootKey: SecretBytes(copying: [UInt8](repeating: 7, count: 32)))
        self.vault = vault
        let id = Tenant.ID.make(at: now)
        func key(
            _ kind: KeyKind, by wrapping: KeyID, tenant: String = id.rawValue
        ) throws -> WrappedKey {
            try vault.makeKey(kind, tenant: tenant, wrappedBy: wrapping, at: now)
        }
        let operatorKey = try key(.operator, by: vault.rootKeyID, tenant: "-")
        let tenantKey = try key(.tenant, by: vault.rootKeyID)
        let owners = try (0..<3).map { _ in try key(.owner, by: tenantKey.id) }
        periodKey = try vault.makeKey(
            .period, tenant: id.rawValue, wrappedBy: tenantKey.id, dataClass: .conversation, period: Week.period,
            at: now)
        tenant = Tenant(
            id: id, name: name, region: .eu, state: .active, createdAt: now, closedAt: nil, eraseAt: nil,
            contentKey: owners[0].id, indexKey: owners[0].id)
        person = Visitor(id: .make(at: now), ownerKey: owners[1].id, reference: nil, createdAt: now)
        let bot = Bot(
            id: .make(at: now), name: name, model: .extractive, prompt: nil, fallback: nil, temperatureMilli: nil,
            createdAt: now)
        conversation = Conversation(id: .make(at: now), bot: bot.id, createdAt: now)
        context = SealContext(
            tenant: id.rawValue, table: "message", column: "body", row: "msg_x", dataClass: .conversation)
        sealed = try vault.seal(
            [UInt8](repeating: 0x61, count: 200), in: context, owner: person.ownerKey, period: Week.period)
        let first = try Week.event(in: .operator, vault, operatorKey.id)
        store = try await Store.create(
            at: folder, installation: .make(at: now), rootKey: vault.rootKeyID, keys: [operatorKey],
            policyVersion: "1.0", event: first, at: now, digests: Vault.digests)
        try await store.keyring.insert([tenantKey] + owners + [periodKey])
        let (tenant, person, conversation) = (tenant, person, conversation)
        let owner = Member(
            id: .make(at: now), role: .owner, ownerKey: owners[2].id, email: SealedValue(bytes: [0]), createdAt: now)
        try await store.operator.write(try Week.event(in: .operator, vault, operatorKey.id)) {
            try $0.insertTenant(
                tenant, displayName: nil, owner: owner, emailIndex: [UInt8](repeating: 0, count: 16))
        }
        try await store.tenant(id).write(try Week.event(in: .tenant(id), vault, owners[0].id)) { writer in
            try writer.insertBot(bot)
            try writer.insertVisitor(person, referenceIndex: nil)
            try writer.insertConversation(conversation)
        }
    }

    func fill(_ messages: Int) async throws {
        let (person, conversation, sealed) = (person, conversation, sealed)
        for start in stride(from: 0, to: messages, by: 5_000) {
            let count = min(5_000, messages - start)
            let event = try Week.event(in: .tenant(tenant.id), vault, tenant.contentKey)
            try await store.tenant(tenant.id).write(event) { writer in
                try writer.insertMessages(
                    (0..<count).map { _ in
                        Message(
                            id: .make(at: Week.now), conversation: conversation.id, person: .visitor(person.id),
                            author: .asker, ownerKey: person.ownerKey, period: Week.period, body: sealed,
                            citations: nil, createdAt: Week.now)
                    })
            }
        }
    }

    func shred() async throws {
        let (entry, head) = try await store.ledger.append(
            at: Week.now, scope: .purge, tenant: tenant.id, classes: [.conversation], keys: [periodKey.id])
        try await store.keyring.destroy(entry.keys, reason: "retention", at: Week.now, applying: head)
        vault.evict(entry.keys)
    }

    private static func event(in chain: AuditChain, _ vault: Vault, _ key: KeyID) throws -> AuditEvent {
        AuditEvent(
            chain: chain, at: now, actor: AuditActor(kind: "job", id: "benchmark"), action: .turnStored, object: "-",
            clause: nil, request: nil, payload: try vault.commit([:], chain: chain, owner: key))
    }
}
