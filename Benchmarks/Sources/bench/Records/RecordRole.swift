import AuraPlatform

/// One of GDPRbench's four roles, with the shares of its operations.
enum RecordRole: String, CaseIterable {
    case controller, customer, processor, regulator

    /// What an operation is, before it is decided whom it is about.
    enum Kind {
        case insert, delete, update, updateByPurpose, updateBySubject
        case read, readBySubject, listByPurpose, listBySubject, metadata, logs, verifyDeletion
    }

    /// Shares of a hundred.
    var mix: [(share: Int, kind: Kind)] {
        switch self {
        case .controller: [(25, .insert), (25, .delete), (25, .updateByPurpose), (25, .updateBySubject)]
        case .customer: [(20, .read), (20, .readBySubject), (40, .update), (20, .delete)]
        case .processor: [(80, .read), (10, .listByPurpose), (10, .listBySubject)]
        case .regulator: [(46, .metadata), (31, .logs), (23, .verifyDeletion)]
        }
    }

    func kind(_ draw: Int) -> Kind {
        var rest = draw
        for (share, kind) in mix {
            if rest < share { return kind }
            rest -= share
        }
        return mix[0].kind
    }
}

/// The same choices for the same seed.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}

/// Decides what is done next, and to whom.
struct RecordChoice {
    let people: Int
    let purposes: Int
    /// How far back a list by purpose goes.
    let window: Int64
    var random: SeededGenerator

    mutating func text() -> String {
        let letters = Array("abcdefghijklmnopqrstuvwxyz")
        return (0..<16).map { _ in
            String((0..<5).map { _ in letters[Int.random(in: 0..<26, using: &random)] })
        }.joined(separator: " ")
    }

    mutating func next(_ role: RecordRole, _ oracle: RecordOracle, at now: Timestamp) -> RecordWork? {
        let kind = role.kind(Int.random(in: 0..<100, using: &random))
        let person = Int.random(in: 0..<people, using: &random)
        let purpose = Int.random(in: 0..<purposes, using: &random)
        guard let key = oracle.live.randomElement(using: &random) else { return nil }
        let (owner, own) = (oracle.person(of: key), oracle.purpose(of: key))
        switch kind {
        case .insert: return .insert(person: person, purpose: purpose, text: text(), key: nil)
        case .delete: return .delete(key: key)
        case .update: return .update(key: key, person: owner, purpose: own, text: text())
        case .updateByPurpose: return .updateByPurpose(person: owner, purpose: own, text: text())
        case .updateBySubject: return .updateBySubject(person: owner, text: text())
        case .read: return .read(key: key)
        case .readBySubject: return .readBySubject(person: person)
        case .listByPurpose: return .listByPurpose(purpose: purpose, since: now.adding(milliseconds: -window))
        case .listBySubject: return .listBySubject(person: person)
        case .metadata: return .metadata(person: person)
        case .logs: return .logs(since: oracle.moment(ofNewest: Int.random(in: 1...100, using: &random)))
        case .verifyDeletion:
            let gone = oracle.deleted.randomElement(using: &random) ?? Conversation.ID.make(at: now).rawValue
            return .verifyDeletion(key: gone)
        }
    }
}
