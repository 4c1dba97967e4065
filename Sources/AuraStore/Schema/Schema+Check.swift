import AuraCore

/// The check that a file still has the tables it was made with (VAULT.md §9).
extension Schema {
    /// SHA-256 of the normalised statements that make the newest version, hexadecimal.
    func hash(digests: StoreDigests) -> String {
        Schema.hash(of: expected, digests: digests)
    }

    /// Compares the file's own schema with the hash that was stored when it was made, and with this program's.
    ///
    /// - Throws: ``StoreError/schemaChanged(file:name:)`` with the first table or index that differs.
    func check(_ connection: Connection, against stored: String, digests: StoreDigests) throws(StoreError) {
        let actual = try connection.schemaStatements()
        let hash = Schema.hash(of: actual, digests: digests)
        let expected = expected
        guard hash != stored || actual != expected else { return }
        let names = Set(actual.keys).union(expected.keys).sorted()
        let name = names.first { actual[$0] != expected[$0] }
        throw .schemaChanged(file: connection.file, name: name ?? "the noted hash")
    }

    /// What this program makes: the name of each table and index with its statement.
    private var expected: [String: String] {
        var statements: [String: String] = [:]
        for statement in versions.joined() {
            let text = Schema.normalised(statement)
            statements[Schema.name(of: text)] = text
        }
        return statements
    }

    /// One space for each run of white space, so that only what the engine reads counts.
    static func normalised(_ statement: String) -> String {
        // By bytes: the engine knows no other white space, and asking Unicode of each letter would take milliseconds.
        statement.utf8.split { $0 <= UInt8(ascii: " ") }.map { String(Substring($0)) }.joined(separator: " ")
    }

    /// The word behind `TABLE` or `INDEX`.
    private static func name(of statement: String) -> String {
        let words = statement.split(separator: " ", maxSplits: 4)
        let place = words.firstIndex { $0 == "TABLE" || $0 == "INDEX" } ?? 0
        return words.dropFirst(place + 1).first.map(String.init) ?? statement
    }

    static func hash(of statements: [String: String], digests: StoreDigests) -> String {
        let lines = statements.sorted { $0.key < $1.key }.map { $0.value + "\n" }
        return Hexadecimal.encode(digests.sha256(Array(lines.joined().utf8)))
    }
}
