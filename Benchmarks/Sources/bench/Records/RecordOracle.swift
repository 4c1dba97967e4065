import AuraPlatform

/// What both stores must hold, as a plain program in memory.
struct RecordOracle {
    private struct Record {
        let person: Int
        let purpose: Int
        var texts: [String]
        var lastAt: Timestamp
    }

    private var records: [String: Record] = [:]
    private var byPerson: [Int: Set<String>] = [:]
    private var byPurpose: [Int: Set<String>] = [:]
    private var calls: [Int: Int] = [:]
    private var log: [(at: Timestamp, action: String)] = []
    private(set) var live: [String] = []
    private var places: [String: Int] = [:]
    private(set) var deleted: [String] = []

    func person(of key: String) -> Int { records[key]?.person ?? 0 }
    func purpose(of key: String) -> Int { records[key]?.purpose ?? 0 }

    /// When the event was written that is so many before the end of the log.
    func moment(ofNewest count: Int) -> Timestamp {
        log.isEmpty ? Timestamp(milliseconds: 0) : log[max(0, log.count - count)].at
    }

    mutating func add(_ key: String, person: Int, purpose: Int, text: String, at now: Timestamp) {
        records[key] = Record(person: person, purpose: purpose, texts: [], lastAt: now)
        byPerson[person, default: []].insert(key)
        byPurpose[purpose, default: []].insert(key)
        places[key] = live.count
        live.append(key)
        continued(key, text, now)
    }

    /// What a store must answer, and what is true afterwards.
    ///
    /// - Parameter answer: What the store said; only the key of a new record is taken from it.
    mutating func expected(_ work: RecordWork, _ answer: RecordAnswer, at now: Timestamp) -> RecordAnswer {
        switch work {
        case .insert(let person, let purpose, let text, _):
            guard case .key(let key) = answer, records[key] == nil else { return .texts(nil) }
            add(key, person: person, purpose: purpose, text: text, at: now)
            return answer
        case .delete(let key):
            remove(key, now)
            return .key(key)
        case .update(let key, _, _, let text):
            continued(key, text, now)
            return .key(key)
        case .updateByPurpose(let person, let purpose, let text):
            let own = byPerson[person, default: []].filter { records[$0]?.purpose == purpose }
            return continueNewest(own, text, now)
        case .updateBySubject(let person, let text):
            return continueNewest(byPerson[person, default: []], text, now)
        case .read(let key), .verifyDeletion(let key):
            return .texts(records[key]?.texts)
        case .readBySubject(let person):
            let own = byPerson[person, default: []].map { ($0, records[$0]?.texts ?? []) }
            return .records(Dictionary(uniqueKeysWithValues: own))
        case .listByPurpose(let purpose, let since):
            return .listed(listed(byPurpose[purpose, default: []].filter { newness($0) >= since }))
        case .listBySubject(let person):
            return .listed(listed(byPerson[person, default: []]))
        case .metadata(let person):
            let messages = byPerson[person, default: []].reduce(0) { $0 + (records[$1]?.texts.count ?? 0) }
            return .counts(people: 1, messages: messages, calls: calls[person] ?? 0)
        case .logs(let since):
            let start = log.lastIndex { $0.at < since }.map { $0 + 1 } ?? 0
            return .log(log[start...].prefix(Limits.listRows).map(\.action))
        }
    }

    private func newness(_ key: String) -> Timestamp { records[key]?.lastAt ?? Timestamp(milliseconds: 0) }

    private func sorted(_ keys: Set<String>) -> [String] {
        keys.sorted { (newness($0), $0) > (newness($1), $1) }
    }

    private func listed(_ keys: Set<String>) -> [RecordAnswer.Listed] {
        sorted(keys).prefix(Limits.listRows).map {
            RecordAnswer.Listed(key: $0, messages: records[$0]?.texts.count ?? 0)
        }
    }

    private mutating func continueNewest(_ keys: Set<String>, _ text: String, _ now: Timestamp) -> RecordAnswer {
        guard let key = sorted(keys).first else { return .texts(nil) }
        continued(key, text, now)
        return .key(key)
    }

    private mutating func continued(_ key: String, _ text: String, _ now: Timestamp) {
        records[key]?.texts += [text, RecordWords.answer]
        // The answer is stored a millisecond after the question.
        records[key]?.lastAt = now.adding(milliseconds: 1)
        calls[person(of: key), default: 0] += 1
        log.append((now, RecordWords.stored))
    }

    private mutating func remove(_ key: String, _ now: Timestamp) {
        guard let record = records.removeValue(forKey: key), let place = places.removeValue(forKey: key) else { return }
        byPerson[record.person]?.remove(key)
        byPurpose[record.purpose]?.remove(key)
        let last = live.removeLast()
        if last != key {
            live[place] = last
            places[last] = place
        }
        deleted.append(key)
        log.append((now, RecordWords.deleted))
    }
}
