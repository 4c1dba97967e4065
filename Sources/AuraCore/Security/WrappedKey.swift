/// What a key is for; each kind is wrapped by the one above it (DESIGN.md §3).
public enum KeyKind: String, CaseIterable, Codable, Sendable {
    /// Wrapped by the root key. `billing` outlives `tenant`.
    case tenant, billing
    /// Wrapped by the tenant key.
    case owner, period, index
    /// One of each per installation, wrapped by the root key.
    case ledger, signing, lookup, `operator`

    /// Whether one key of this kind exists per installation rather than per tenant.
    public var isOfInstallation: Bool {
        switch self {
        case .ledger, .signing, .lookup, .operator: true
        case .tenant, .billing, .owner, .period, .index: false
        }
    }

    /// Whether the root key wraps keys of this kind; the others are wrapped by their tenant's key.
    public var isWrappedByRoot: Bool {
        switch self {
        case .tenant, .billing, .ledger, .signing, .lookup, .operator: true
        case .owner, .period, .index: false
        }
    }
}

/// A key that is destroyed leaves its row behind, so that its id is never used again.
public enum KeyState: String, CaseIterable, Codable, Sendable {
    case enabled, disabled, destroyed
}

/// The number of a week: ⌊UTC days since 1970-01-01 / 7⌋; 0 means that no period key takes part.
public struct KeyPeriod: Hashable, Comparable, Sendable {
    public let number: UInt32

    public static let none = KeyPeriod(number: 0)

    public init(number: UInt32) {
        self.number = number
    }

    /// The week that `moment` lies in.
    public init(containing moment: Timestamp) {
        number = UInt32(clamping: moment.milliseconds / (7 * Timestamp.millisecondsPerDay))
    }

    /// The first moment after the week.
    public var end: Timestamp {
        Timestamp(milliseconds: (Int64(number) + 1) * 7 * Timestamp.millisecondsPerDay)
    }

    public static func < (left: KeyPeriod, right: KeyPeriod) -> Bool {
        left.number < right.number
    }
}

/// One row of the keyring: a key as it rests on disk.
public struct WrappedKey: Hashable, Sendable {
    public let id: KeyID
    public let kind: KeyKind
    /// The tenant's id, or `-` for the installation's own keys.
    public let tenant: String
    public let version: Int
    /// For a period key, the data class and the week it belongs to.
    public let dataClass: DataClass?
    public let period: KeyPeriod
    public let state: KeyState
    public let createdAt: Timestamp
    /// The wrapped key; empty once it is destroyed.
    public let wrapped: SealedValue
    /// While the root key is being rotated, the same key wrapped by the root key to come.
    public let nextWrapped: SealedValue?

    public init(
        id: KeyID, kind: KeyKind, tenant: String, version: Int, dataClass: DataClass?, period: KeyPeriod,
        state: KeyState, createdAt: Timestamp, wrapped: SealedValue, nextWrapped: SealedValue? = nil
    ) {
        self.id = id
        self.kind = kind
        self.tenant = tenant
        self.version = version
        self.dataClass = dataClass
        self.period = period
        self.state = state
        self.createdAt = createdAt
        self.wrapped = wrapped
        self.nextWrapped = nextWrapped
    }

    /// The same key in another wrap.
    public func rewrapped(as wrapped: SealedValue) -> WrappedKey {
        WrappedKey(
            id: id, kind: kind, tenant: tenant, version: version, dataClass: dataClass, period: period, state: state,
            createdAt: createdAt, wrapped: wrapped)
    }

    /// What the wrap is bound to (`vectors/README.md` E9).
    public var context: SealContext {
        SealContext(components: [tenant, id.description, kind.rawValue, String(version)])
    }
}
