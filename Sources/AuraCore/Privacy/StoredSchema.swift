/// The tables of a store as its engine knows them, for the comparison with the data map (VAULT.md §9).
public struct StoredSchema: Hashable, Sendable {
    public let tables: [StoredTable]

    public init(tables: [StoredTable]) {
        self.tables = tables
    }

    public func table(_ name: String) -> StoredTable? {
        tables.first { $0.name == name }
    }
}

/// One table of the engine.
public struct StoredTable: Hashable, Sendable {
    public let name: String
    public let columns: [String]
    /// For each foreign key its own columns.
    public let foreignKeys: [[String]]
    /// For each index, the primary key included, its columns in their order.
    public let indexes: [[String]]

    public init(name: String, columns: [String], foreignKeys: [[String]] = [], indexes: [[String]] = []) {
        self.name = name
        self.columns = columns
        self.foreignKeys = foreignKeys
        self.indexes = indexes
    }
}
