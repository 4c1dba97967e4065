import AuraPlatform
import Foundation
import GRDB

/// The same records in SQLite as any program would keep them: clear text, the same rows and indexes, a plain log of
/// events; WAL and `synchronous=FULL`, through the same library as AURA.
final class PlainRecords: RecordStore {
    private let pool: DatabasePool

    init(at path: String) throws {
        var configuration = Configuration()
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        pool = try DatabasePool(path: path, configuration: configuration)
        try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        try pool.write { database in
            for statement in PlainRecords.tables { try database.execute(sql: statement) }
        }
    }

    private static let tables = [
        "CREATE TABLE person (id TEXT PRIMARY KEY, reference TEXT UNIQUE, createdAt INTEGER) STRICT, WITHOUT ROWID",
        "CREATE TABLE purpose (id TEXT PRIMARY KEY, name TEXT UNIQUE) STRICT, WITHOUT ROWID",
        """
        CREATE TABLE record (key TEXT PRIMARY KEY, purpose TEXT REFERENCES purpose (id), createdAt INTEGER,
            lastAt INTEGER) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX recordByPurpose ON record (purpose)", "CREATE INDEX recordByTime ON record (lastAt, key)",
        """
        CREATE TABLE message (id TEXT PRIMARY KEY, key TEXT REFERENCES record (key), person TEXT, author TEXT,
            body TEXT, createdAt INTEGER) STRICT
        """,
        "CREATE INDEX messageByRecord ON message (key, createdAt, id)",
        "CREATE INDEX messageByPerson ON message (person, key)",
        "CREATE INDEX messageByTime ON message (createdAt, id)",
        """
        CREATE TABLE usage (id TEXT PRIMARY KEY, purpose TEXT, key TEXT, person TEXT, model TEXT, input INTEGER,
            output INTEGER, createdAt INTEGER) STRICT
        """,
        "CREATE INDEX usageByTime ON usage (createdAt, id)", "CREATE INDEX usageByPerson ON usage (person, id)",
        "CREATE TABLE event (number INTEGER PRIMARY KEY, at INTEGER, action TEXT, object TEXT, actor TEXT) STRICT",
        "CREATE INDEX eventByTime ON event (at)",
    ]

    func addPeople(_ count: Int, purposes: Int, at now: Timestamp) async throws {
        try await pool.write { database in
            for number in 0..<count {
                try database.run(
                    "INSERT INTO person VALUES (?, ?, ?)",
                    [Visitor.ID.make(at: now).rawValue, RecordWords.person(number), now.milliseconds])
            }
            for number in 0..<purposes {
                try database.run(
                    "INSERT INTO purpose VALUES (?, ?)", [Bot.ID.make(at: now).rawValue, RecordWords.purpose(number)])
            }
        }
    }

    /// Adds records as many inserts would, in one transaction.
    func add(_ records: [(key: String, person: Int, purpose: Int, text: String, at: Timestamp)]) async throws {
        try await pool.write { database in
            for record in records {
                try database.add(
                    record.text, to: record.key, isNew: true, of: RecordWords.person(record.person),
                    for: RecordWords.purpose(record.purpose), at: record.at)
            }
        }
    }

    func perform(_ work: RecordWork, at now: Timestamp) async throws -> RecordAnswer {
        switch work {
        case .insert(let person, let purpose, let text, let key):
            let key = key ?? Conversation.ID.make(at: now).rawValue
            try await pool.write {
                try $0.add(
                    text, to: key, isNew: true, of: RecordWords.person(person), for: RecordWords.purpose(purpose),
                    at: now)
            }
            return .key(key)
        case .update(let key, let person, let purpose, let text):
            try await pool.write {
                try $0.add(
                    text, to: key, isNew: false, of: RecordWords.person(person), for: RecordWords.purpose(purpose),
                    at: now)
            }
            return .key(key)
        case .updateByPurpose(let person, let purpose, let text):
            return try await pool.write { try $0.continueNewest(text, person, purpose, at: now) }
        case .updateBySubject(let person, let text):
            return try await pool.write { try $0.continueNewest(text, person, nil, at: now) }
        case .delete(let key):
            try await pool.write { try $0.remove(key, at: now) }
            return .key(key)
        case .read(let key), .verifyDeletion(let key):
            return .texts(try await pool.read { try $0.texts(of: key) })
        case .readBySubject(let person):
            return try await pool.read { database in
                let listed = try database.list(of: RecordWords.person(person))
                return .records(
                    Dictionary(uniqueKeysWithValues: try listed.map { ($0.key, try database.texts(of: $0.key) ?? []) }))
            }
        case .listByPurpose(let purpose, let since):
            return .listed(try await pool.read { try $0.list(for: RecordWords.purpose(purpose), since: since) })
        case .listBySubject(let person):
            return .listed(try await pool.read { try $0.list(of: RecordWords.person(person)) })
        case .metadata(let person):
            return try await pool.read { try $0.counts(of: RecordWords.person(person)) }
        case .logs(let since):
            return .log(try await pool.read { try $0.log(since: since) })
        }
    }
}
