/// What a purge would do as of one moment; the very object that the purge then consumes (VAULT.md §8).
public struct PurgePlan: Hashable, Sendable, Identified {
    public static let idPrefix = "pl"
    public typealias ID = Identifier<PurgePlan>

    public let id: ID
    public let asOf: Timestamp
    public let policyVersion: String
    /// SHA-256 of the data map, hexadecimal.
    public let mapHash: String
    /// SHA-256 of the canonical plan, hexadecimal.
    public let digest: String
    public let items: [PurgeItem]

    public init(
        id: ID, asOf: Timestamp, policyVersion: String, mapHash: String, digest: String, items: [PurgeItem]
    ) {
        self.id = id
        self.asOf = asOf
        self.policyVersion = policyVersion
        self.mapHash = mapHash
        self.digest = digest
        self.items = items
    }

    public var isEmpty: Bool { items.allSatisfy { $0.due.isEmpty } }
}

/// The part of a plan that concerns one tenant and one class.
public struct PurgeItem: Hashable, Sendable {
    public let tenant: Tenant.ID
    public let dataClass: DataClass
    /// The period read when the plan was made.
    public let keep: CalendarDuration
    /// The identifiers of the due rows, ascending.
    public let due: [String]
    public let bytes: Int
    public let oldest: Timestamp?
    /// Due, but kept by a hold: the row and its hold.
    public let held: [HeldRow]
    /// Rows of the class that exist, for the brake.
    public let population: Int

    public init(
        tenant: Tenant.ID, dataClass: DataClass, keep: CalendarDuration, due: [String], bytes: Int,
        oldest: Timestamp?, held: [HeldRow], population: Int
    ) {
        self.tenant = tenant
        self.dataClass = dataClass
        self.keep = keep
        self.due = due
        self.bytes = bytes
        self.oldest = oldest
        self.held = held
        self.population = population
    }
}

/// One row that a hold keeps past its period.
public struct HeldRow: Hashable, Sendable {
    public let id: String
    public let hold: Hold.ID

    public init(id: String, hold: Hold.ID) {
        self.id = id
        self.hold = hold
    }
}
