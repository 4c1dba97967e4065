/// A dictionary that never holds more than `limit` values. When it is full, the next value takes the place of one that
/// was not looked up since the hand of the clock last passed it.
package struct BoundedCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct Slot: Sendable {
        let key: Key
        var value: Value
        var isRecent: Bool
    }

    private let limit: Int
    private var slots: [Slot] = []
    private var places: [Key: Int] = [:]
    private var hand = 0

    /// - Parameter limit: At least 1 is kept.
    package init(limit: Int) {
        self.limit = max(limit, 1)
    }

    /// How many values are held.
    package var count: Int { slots.count }

    /// Whether a value is held; it does not count as use.
    package func contains(_ key: Key) -> Bool {
        places[key] != nil
    }

    /// The value, which is marked as in use.
    package mutating func value(for key: Key) -> Value? {
        guard let place = places[key] else { return nil }
        slots[place].isRecent = true
        return slots[place].value
    }

    /// Keeps a value; gives the one that had to go for it.
    package mutating func insert(_ value: Value, for key: Key) -> (key: Key, value: Value)? {
        if let place = places[key] {
            slots[place].value = value
            return nil
        }
        guard slots.count == limit else {
            places[key] = slots.count
            slots.append(Slot(key: key, value: value, isRecent: false))
            return nil
        }
        let place = nextPlace()
        let gone = slots[place]
        places[gone.key] = nil
        places[key] = place
        slots[place] = Slot(key: key, value: value, isRecent: false)
        return (gone.key, gone.value)
    }

    /// Drops every value that the test is true for; gives what was dropped.
    package mutating func removeAll(where isGone: (Key, Value) -> Bool) -> [(key: Key, value: Value)] {
        let gone = slots.filter { isGone($0.key, $0.value) }.map { ($0.key, $0.value) }
        guard !gone.isEmpty else { return [] }
        slots.removeAll { isGone($0.key, $0.value) }
        places = Dictionary(uniqueKeysWithValues: slots.enumerated().map { ($1.key, $0) })
        hand = 0
        return gone
    }

    /// Moves the hand to a slot that was not in use since it last passed; after one round every slot is such a one.
    private mutating func nextPlace() -> Int {
        while slots[hand].isRecent {
            slots[hand].isRecent = false
            hand = (hand + 1) % slots.count
        }
        let place = hand
        hand = (hand + 1) % slots.count
        return place
    }
}
