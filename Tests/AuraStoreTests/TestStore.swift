import AuraCore
import Foundation

@testable import AuraStore

/// A folder of its own that goes with the test.
final class TestFolder: Sendable {
    let path: String

    init() {
        path = FileManager.default.temporaryDirectory.appending(path: "aura-store-\(UUID().uuidString)").path
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func file(_ name: String) -> String { path + "/" + name }

    func bytes(_ name: String) -> [UInt8] {
        FileManager.default.contents(atPath: file(name)).map(Array.init) ?? []
    }

    func write(_ bytes: [UInt8], to name: String) throws {
        try Data(bytes).write(to: URL(filePath: file(name)))
    }
}

/// Values for tests; sealed values are any bytes, since the store never opens them.
enum Sample {
    static let digests = StoreDigests(sha256: SHA256.hash)
    static let start = Timestamp(startOf: CivilDate("2026-03-02") ?? CivilDate(daysSinceEpoch: 0))
    static let installation = Installation.ID.make(at: start)
    static let rootKey = KeyID(high: 1, low: 1)

    static func keyID() -> KeyID {
        KeyID(high: .random(in: .min ... .max), low: .random(in: .min ... .max))
    }

    static func sealed(_ text: String) -> SealedValue {
        SealedValue(bytes: Array(text.utf8))
    }

    static func index(_ text: String) -> [UInt8] {
        Array(SHA256.hash(Array(text.utf8)).prefix(16))
    }

    static func event(
        _ action: AuditAction, in chain: AuditChain, at moment: Timestamp = start, object: String = "-",
        key: KeyID = KeyID(high: 9, low: 9)
    ) -> AuditEvent {
        let salt = SHA256.hash(keyID().bytes)
        return AuditEvent(
            chain: chain, at: moment, actor: AuditActor(kind: "operator", id: "local"), action: action,
            object: object, clause: Clause(5, 1), request: nil,
            payload: AuditPayload(
                commitment: Hexadecimal.encode(SHA256.hash([0x02] + salt)), sealed: SealedValue(bytes: salt),
                ownerKey: key))
    }

    static func wrappedKey(
        _ kind: KeyKind, tenant: Tenant.ID? = nil, id: KeyID = keyID(), version: Int = 1,
        period: KeyPeriod = .none, blob: [UInt8]? = nil
    ) -> WrappedKey {
        WrappedKey(
            id: id, kind: kind, tenant: tenant?.rawValue ?? "-", version: version,
            dataClass: kind == .period ? .conversation : nil, period: period, state: .enabled, createdAt: start,
            wrapped: SealedValue(bytes: blob ?? (0..<10).flatMap { _ in keyID().bytes }))
    }

    static func store(in folder: TestFolder) async throws -> Store {
        try await Store.create(
            at: folder.path, installation: installation, rootKey: rootKey, keys: [wrappedKey(.operator)],
            policyVersion: "1.0", event: event(.installationInitialised, in: .operator), at: start,
            digests: digests)
    }

    static func open(_ folder: TestFolder, waiting: Duration = .milliseconds(50)) async throws -> Store {
        try await Store.open(at: folder.path, installation: installation, digests: digests, waiting: waiting)
    }
}
