import AuraPlatform

/// One operation on personal records, as GDPRbench's roles do them (what each is in AURA: README.md). The record's key
/// is a conversation's id, its subject a visitor, its purpose a bot.
enum RecordWork: Sendable {
    /// - Parameter key: What the first store has named the record; none while that is to be decided.
    case insert(person: Int, purpose: Int, text: String, key: String?)
    case delete(key: String)
    case update(key: String, person: Int, purpose: Int, text: String)
    /// The newest record of this purpose and person is continued.
    case updateByPurpose(person: Int, purpose: Int, text: String)
    /// The newest record of this person is continued, whatever its purpose.
    case updateBySubject(person: Int, text: String)
    case read(key: String)
    /// Every record of a person with all its texts.
    case readBySubject(person: Int)
    /// The records of a purpose that were continued since a moment.
    case listByPurpose(purpose: Int, since: Timestamp)
    case listBySubject(person: Int)
    /// How many rows of each kind a person has.
    case metadata(person: Int)
    case logs(since: Timestamp)
    case verifyDeletion(key: String)

    /// The name of its kind in the report.
    var name: String {
        switch self {
        case .insert: "insert"
        case .delete: "delete by key"
        case .update: "update by key"
        case .updateByPurpose: "update by purpose"
        case .updateBySubject: "update by subject"
        case .read: "read by key"
        case .readBySubject: "read by subject"
        case .listByPurpose: "list by purpose"
        case .listBySubject: "list by subject"
        case .metadata: "metadata by subject"
        case .logs: "logs"
        case .verifyDeletion: "verify deletion"
        }
    }

    /// The same, for the store that is told the key.
    func named(by answer: RecordAnswer) -> RecordWork {
        guard case .insert(let person, let purpose, let text, nil) = self, case .key(let key) = answer else {
            return self
        }
        return .insert(person: person, purpose: purpose, text: text, key: key)
    }
}

/// What an operation answers; both stores and the oracle must say the same.
enum RecordAnswer: Hashable, Sendable {
    case key(String)
    /// The record's texts in their order; nothing if there is no such record.
    case texts([String]?)
    case records([String: [String]])
    case listed([Listed])
    case counts(people: Int, messages: Int, calls: Int)
    case log([String])

    struct Listed: Hashable, Sendable {
        let key: String
        let messages: Int
    }
}

/// A store of personal records.
protocol RecordStore: Sendable {
    func perform(_ work: RecordWork, at now: Timestamp) async throws -> RecordAnswer
}

/// The words that the store with policy uses, which the other one repeats.
enum RecordWords {
    static let answer = "We have noted that, thank you."
    static let stored = "turn.stored"
    static let deleted = "conversation.deleted"
    static let exported = "subject.exported"

    static func person(_ number: Int) -> String { "person-\(number)@bench.example" }
    static func purpose(_ number: Int) -> String { "purpose-\(number)" }
}
