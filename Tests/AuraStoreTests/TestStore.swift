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

    func remove(_ name: String) throws {
        try FileManager.default.removeItem(atPath: file(name))
    }

    func copy(_ names: [String], to other: TestFolder) throws {
        try FileManager.default.createDirectory(atPath: other.path, withIntermediateDirectories: true)
        for name in names {
            try? FileManager.default.removeItem(atPath: other.file(name))
            try FileManager.default.copyItem(atPath: file(name), toPath: other.file(name))
        }
    }

    /// Every file of the folder, by name.
    var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] }

    /// The files that hold these bytes.
    func files(holding canary: [UInt8]) -> [String] {
        names.filter { Data(bytes($0)).range(of: Data(canary)) != nil }.sorted()
    }
}

/// Values for tests; sealed values are any bytes, since the store never opens them.
enum Sample {
    static let digests = StoreDigests(sha256: SHA256.hash)
    static let start = Timestamp(startOf: CivilDate(daysSinceEpoch: 20_500))
    static let installation = Installation.ID.make(at: start)
    static let rootKey = KeyID(high: 1, low: 1)

    static func day(_ number: Int) -> Timestamp { start.adding(days: number) }

    static func keyID() -> KeyID {
        KeyID(high: .random(in: .min ... .max), low: .random(in: .min ... .max))
    }

    static func sealed(_ text: String) -> SealedValue {
        SealedValue(bytes: Array(text.utf8))
    }

    static func index(_ text: String) -> [UInt8] {
        Array(SHA256.hash(Array(text.utf8)).prefix(16))
    }

    static func name(_ text: String) -> ObjectName {
        guard let name = ObjectName(text) else { preconditionFailure("no name: \(text)") }
        return name
    }

    static func event(
        _ action: AuditAction = .botCreated, in chain: AuditChain, at moment: Timestamp = start, object: String = "-",
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

    static func create(
        in folder: TestFolder, installation: Installation.ID = installation, keys: [WrappedKey]? = nil
    ) async throws -> Store {
        try await Store.create(
            at: folder.path, installation: installation, rootKey: rootKey, keys: keys ?? [wrappedKey(.operator)],
            policyVersion: "1.0", event: event(.installationInitialised, in: .operator), at: start,
            digests: digests)
    }

    static func open(
        _ folder: TestFolder, installation: Installation.ID = installation, waiting: Duration = .milliseconds(50),
        discardsWrites: Bool = false
    ) async throws -> Store {
        try await Store.open(
            at: folder.path, installation: installation, digests: digests, waiting: waiting,
            discardsWrites: discardsWrites)
    }
}

extension TenantStore {
    /// A write whose event does not matter to the test.
    @discardableResult
    func change<T: Sendable>(
        at moment: Timestamp = Sample.start, _ body: @escaping @Sendable (TenantWriter) throws -> T
    ) async throws -> T {
        try await write(Sample.event(in: .tenant(id), at: moment), body)
    }
}

extension Store {
    /// Runs SQL that AURA never would, behind the store's back.
    ///
    /// - Parameter withoutReferences: Whether references between rows are not kept.
    func tamper(
        _ sql: String, _ arguments: [String: SQLValue] = [:], withoutReferences: Bool = false
    ) async throws {
        try await database.database.exclusively { access throws(StoreError) in
            let connection = Connection(database: access.database, file: "aura.db")
            if withoutReferences { try connection.run("PRAGMA foreign_keys = OFF") }
            try access.transaction { connection throws(StoreError) in _ = try connection.run(sql, arguments) }
            try connection.run("PRAGMA foreign_keys = ON")
        }
    }
}
