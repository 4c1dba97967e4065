internal import AuraCore

/// How much unwrapped key material is kept in memory. What is dropped is wiped and has to be admitted again.
package struct KeyringLimits: Hashable, Sendable {
    /// Unwrapped keys, some 300 bytes each.
    package let keys: Int
    /// Derived content keys, about 1 KiB each.
    package let contentKeys: Int

    /// What a process of AURA keeps: at most some 24 MiB.
    package static let standard = KeyringLimits(keys: 65_536, contentKeys: 4_096)

    /// Makes limits; less than one of either counts as one.
    package init(keys: Int, contentKeys: Int) {
        self.keys = keys
        self.contentKeys = contentKeys
    }
}

/// One unwrapped key and what it may be used for.
struct HeldKey: Sendable {
    let material: SecretBytes
    let kind: KeyKind
    let tenant: String
    /// The key it was unwrapped with.
    let wrappedBy: KeyID
    /// For a period key, what it is the key of.
    let slot: PeriodSlot?
}

/// The unwrapped keys in memory, the root key apart, and the content keys derived from them.
///
/// A content key is looked up only through the keys it comes from: without them it cannot be used, held or not.
struct Keyring: Sendable {
    private struct ContentKeyName: Hashable, Sendable {
        let owner: KeyID
        /// The key that wraps the owner key.
        let wrapping: KeyID
        let period: KeyPeriod
        let periodKey: KeyID?

        func comes(from ids: Set<KeyID>) -> Bool {
            ids.contains(owner) || ids.contains(wrapping) || periodKey.map(ids.contains) ?? false
        }
    }

    private var keys: BoundedCache<KeyID, HeldKey>
    private var contentKeys: BoundedCache<ContentKeyName, ContentKey>
    private var periodKeys: [PeriodSlot: KeyID] = [:]

    init(limits: KeyringLimits) {
        keys = BoundedCache(limit: limits.keys)
        contentKeys = BoundedCache(limit: limits.contentKeys)
    }

    var counts: (keys: Int, contentKeys: Int) {
        (keys.count, contentKeys.count)
    }

    func holds(_ id: KeyID) -> Bool {
        keys.contains(id)
    }

    /// - Throws: `keyUnavailable` if it is not held.
    mutating func key(_ id: KeyID) throws(VaultError) -> HeldKey {
        guard let key = keys.value(for: id) else { throw VaultError(.keyUnavailable(id)) }
        return key
    }

    /// Keeps a key; of the period keys of one slot the newest counts.
    mutating func insert(_ key: HeldKey, id: KeyID) {
        if let gone = keys.insert(key, for: id) { emptySlot(of: gone.value, id: gone.key) }
        if let slot = key.slot { periodKeys[slot] = id }
    }

    /// The content key of an owner key and, unless `period` is none, of the context's period key.
    ///
    /// - Throws: `keyUnavailable`, `periodKeyUnavailable`.
    mutating func contentKey(
        owner id: KeyID, period: KeyPeriod, in context: SealContext
    ) throws(VaultError) -> ContentKey {
        let owner = try key(id)
        var periodKey: (id: KeyID, material: SecretBytes)?
        if period != .none {
            guard let slot = PeriodSlot(context, period), let periodID = periodKeys[slot],
                let held = keys.value(for: periodID)
            else { throw VaultError(.periodKeyUnavailable(period)) }
            periodKey = (periodID, held.material)
        }
        let name = ContentKeyName(owner: id, wrapping: owner.wrappedBy, period: period, periodKey: periodKey?.id)
        if let held = contentKeys.value(for: name) { return held }
        let derived = try ContentKey(
            owner: owner.material, id: id, period: period, periodKey: periodKey?.material)
        _ = contentKeys.insert(derived, for: name)
        return derived
    }

    /// Drops keys, the keys that were unwrapped with them, and all that was derived from either.
    mutating func evict(_ ids: Set<KeyID>) {
        drop { id, key in ids.contains(id) || ids.contains(key.wrappedBy) }
        _ = contentKeys.removeAll { name, _ in name.comes(from: ids) }
    }

    /// Drops keys and what was derived from them; the keys that were unwrapped with them stay.
    mutating func forget(_ ids: Set<KeyID>) {
        drop { id, _ in ids.contains(id) }
        _ = contentKeys.removeAll { name, _ in name.comes(from: ids) }
    }

    /// Drops every key that is not to be kept, and every content key.
    mutating func evictAll(but isKept: (HeldKey) -> Bool) {
        drop { _, key in !isKept(key) }
        _ = contentKeys.removeAll { _, _ in true }
    }

    private mutating func drop(where isGone: (KeyID, HeldKey) -> Bool) {
        for gone in keys.removeAll(where: isGone) { emptySlot(of: gone.value, id: gone.key) }
    }

    private mutating func emptySlot(of key: HeldKey, id: KeyID) {
        guard let slot = key.slot, periodKeys[slot] == id else { return }
        periodKeys[slot] = nil
    }
}
