import AuraPlatform
import GRDB

/// The statements of the plain store.
extension Database {
    func run(_ sql: String, _ arguments: StatementArguments) throws {
        try cachedStatement(sql: sql).execute(arguments: arguments)
    }

    private func rows(_ sql: String, _ arguments: StatementArguments) throws -> [Row] {
        try Row.fetchAll(try cachedStatement(sql: sql), arguments: arguments)
    }

    private func text(_ sql: String, _ arguments: StatementArguments) throws -> String? {
        try String.fetchOne(try cachedStatement(sql: sql), arguments: arguments)
    }

    private func id(ofPerson reference: String) throws -> String? {
        try text("SELECT id FROM person WHERE reference = ?", [reference])
    }

    private func id(ofPurpose name: String) throws -> String? {
        try text("SELECT id FROM purpose WHERE name = ?", [name])
    }

    /// A question with its answer, and what the call used.
    func add(
        _ text: String, to key: String, isNew: Bool, of person: String, for purpose: String, at now: Timestamp
    ) throws {
        guard let person = try id(ofPerson: person), let purpose = try id(ofPurpose: purpose) else { return }
        try add(text, to: key, isNew: isNew, person: person, purpose: purpose, at: now)
    }

    private func add(
        _ text: String, to key: String, isNew: Bool, person: String, purpose: String, at now: Timestamp
    ) throws {
        let at = now.milliseconds
        if isNew { try run("INSERT INTO record VALUES (?, ?, ?, ?)", [key, purpose, at, at]) }
        for (author, body, later) in [("asker", text, 0), ("bot", RecordWords.answer, 1)] as [(String, String, Int64)] {
            try run(
                "INSERT INTO message VALUES (?, ?, ?, ?, ?, ?)",
                [Message.ID.make(at: now).rawValue, key, person, author, body, at + later])
        }
        try run("UPDATE record SET lastAt = ? WHERE key = ?", [at + 1, key])
        try run(
            "INSERT INTO usage VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [UsageRecord.ID.make(at: now).rawValue, purpose, key, person, "extractive", text.count, 6, at])
        try log(RecordWords.stored, key, at)
    }

    func continueNewest(_ text: String, _ person: Int, _ purpose: Int?, at now: Timestamp) throws -> RecordAnswer {
        guard let id = try id(ofPerson: RecordWords.person(person)) else { return .texts(nil) }
        let wanted = try purpose.flatMap { try self.id(ofPurpose: RecordWords.purpose($0)) }
        let newest = try rows(
            """
            SELECT record.key, record.purpose FROM record
            WHERE (:purpose IS NULL OR record.purpose = :purpose)
                AND record.key IN (SELECT key FROM message WHERE person = :person)
            ORDER BY record.lastAt DESC, record.key DESC LIMIT 1
            """, ["person": id, "purpose": wanted]
        ).first
        guard let key = newest?["key"] as String?, let own = newest?["purpose"] as String? else { return .texts(nil) }
        try add(text, to: key, isNew: false, person: id, purpose: own, at: now)
        return .key(key)
    }

    func remove(_ key: String, at now: Timestamp) throws {
        try run("DELETE FROM message WHERE key = ?", [key])
        try run("DELETE FROM record WHERE key = ?", [key])
        try log(RecordWords.deleted, key, now.milliseconds)
    }

    private func log(_ action: String, _ object: String, _ at: Int64) throws {
        try run("INSERT INTO event (at, action, object, actor) VALUES (?, ?, ?, 'benchmark')", [at, action, object])
    }

    func texts(of key: String) throws -> [String]? {
        guard try text("SELECT key FROM record WHERE key = ?", [key]) != nil else { return nil }
        return try rows(
            "SELECT body FROM message WHERE key = ? ORDER BY createdAt, id LIMIT 1000", [key]
        ).map { $0["body"] }
    }

    func list(of person: String) throws -> [RecordAnswer.Listed] {
        guard let id = try id(ofPerson: person) else { return [] }
        return try rows(
            """
            SELECT record.key, (SELECT COUNT(*) FROM message WHERE message.key = record.key) AS messages FROM record
            WHERE record.key IN (SELECT key FROM message WHERE person = ?)
            ORDER BY record.lastAt DESC, record.key DESC LIMIT 1000
            """, [id]
        ).map { RecordAnswer.Listed(key: $0["key"], messages: $0["messages"]) }
    }

    func list(for purpose: String, since: Timestamp) throws -> [RecordAnswer.Listed] {
        guard let id = try id(ofPurpose: purpose) else { return [] }
        return try rows(
            """
            SELECT record.key, (SELECT COUNT(*) FROM message WHERE message.key = record.key) AS messages FROM record
            WHERE record.purpose = ? AND record.lastAt >= ? ORDER BY record.lastAt DESC, record.key DESC LIMIT 1000
            """, [id, since.milliseconds]
        ).map { RecordAnswer.Listed(key: $0["key"], messages: $0["messages"]) }
    }

    func counts(of person: String) throws -> RecordAnswer {
        guard let id = try id(ofPerson: person) else { return .counts(people: 0, messages: 0, calls: 0) }
        func count(_ sql: String) throws -> Int {
            try Int.fetchOne(try cachedStatement(sql: sql), arguments: [id]) ?? 0
        }
        return .counts(
            people: try count("SELECT COUNT(*) FROM person WHERE id = ?"),
            messages: try count("SELECT COUNT(*) FROM message WHERE person = ?"),
            calls: try count("SELECT COUNT(*) FROM usage WHERE person = ?"))
    }

    func log(since: Timestamp) throws -> [String] {
        try rows(
            "SELECT at, action, object, actor FROM event WHERE at >= ? ORDER BY number LIMIT 1000", [since.milliseconds]
        ).map { $0["action"] }
    }
}
