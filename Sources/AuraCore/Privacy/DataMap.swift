/// Every column of every table, declared once. Export, erasure, retention, the Art. 30 register and the generated
/// data model are derived from it (VAULT.md §9).
public struct DataMap: Hashable, Sendable {
    public let tables: [TableRule]

    public init(tables: [TableRule]) {
        self.tables = tables
    }

    public func table(_ name: String) -> TableRule? {
        tables.first { $0.name == name }
    }
}

/// One table: its class, how a person's rows are found in it, and what becomes of them.
public struct TableRule: Hashable, Sendable {
    public let name: String
    public let dataClass: DataClass
    /// How the rows of one person are reached.
    public let subjectPath: SubjectPath
    /// What erasure does with a person's rows.
    public let onErase: ErasureRule
    /// The table it is derived from, whose rows take these along.
    public let derivedFrom: String?
    /// What the table is for, one line, for the generated documents.
    public let purpose: String
    public let columns: [ColumnRule]

    public init(
        name: String, dataClass: DataClass, subjectPath: SubjectPath, onErase: ErasureRule,
        derivedFrom: String? = nil, purpose: String, columns: [ColumnRule]
    ) {
        self.name = name
        self.dataClass = dataClass
        self.subjectPath = subjectPath
        self.onErase = onErase
        self.derivedFrom = derivedFrom
        self.purpose = purpose
        self.columns = columns
    }
}

/// Where a table keeps the person its rows belong to.
public enum SubjectPath: Hashable, Sendable {
    /// The rows are no person's.
    case none
    /// The column holds the person's `mem_…` or `vis_…` id.
    case column(String)
    /// The column refers to a row of the parent table, which leads to the person.
    case parent(table: String, column: String)
    /// The column holds the id of the key that the row is sealed under; the person's keys lead to the rows.
    case ownerKey(String)
}

/// What erasure does.
public enum ErasureRule: Hashable, Sendable {
    case delete
    case shred
    case null
    case pseudonym
    case retain(article: String, until: String)
}

/// One column, with everything a regulator may ask of it.
public struct ColumnRule: Hashable, Sendable {
    public enum Ownership: String, Sendable { case ownedBy, accessedBy }
    public enum Sensitivity: String, Sendable { case none, pseudonymous, personal, confidential, secret }
    public enum Portability: String, Sendable { case none, provided, observed, derived }
    public enum Access: Hashable, Sendable { case show, mask, omit(reason: String) }

    public let name: String
    public let ownership: Ownership
    public let sensitivity: Sensitivity
    public let purposes: [Purpose]
    public let onErase: ErasureRule
    public let onAccess: Access
    public let isRectifiable: Bool
    public let portability: Portability
    public let recipients: [String]
    public let isSealed: Bool
    public let isBlindIndex: Bool
    public let derivedFrom: String?
    /// How many different values it can have, where they are few; nothing for an open set. One of few values may have
    /// no blind index (VAULT.md §6).
    public let distinctValues: Int?
    public let clause: Clause

    public init(
        _ name: String, ownership: Ownership = .ownedBy, sensitivity: Sensitivity = .none, purposes: [Purpose],
        onErase: ErasureRule = .delete, onAccess: Access = .show, isRectifiable: Bool = false,
        portability: Portability = .none, recipients: [String] = [], isSealed: Bool = false,
        isBlindIndex: Bool = false, derivedFrom: String? = nil, distinctValues: Int? = nil, clause: Clause
    ) {
        self.name = name
        self.ownership = ownership
        self.sensitivity = sensitivity
        self.purposes = purposes
        self.onErase = onErase
        self.onAccess = onAccess
        self.isRectifiable = isRectifiable
        self.portability = portability
        self.recipients = recipients
        self.isSealed = isSealed
        self.isBlindIndex = isBlindIndex
        self.derivedFrom = derivedFrom
        self.distinctValues = distinctValues
        self.clause = clause
    }
}
