package import AuraCore
internal import Synchronization

/// All that AURA does with keys: it wraps and unwraps them, seals and opens values, and keys the look-ups.
///
/// A vault is opened with the root key and holds, in memory alone, the keys that were admitted to it. It reads no
/// clock and no store: whoever calls it keeps the wrapped keys, and evicts what was destroyed (FAULTS.md R3).
/// Unwrapped keys live in `SecretBytes`, locked and wiped; OpenSSL's secure heap is not used, since its size has to be
/// fixed for the whole process before the first allocation.
package final class Vault: Sendable {
    /// The id of the root key that new keys are wrapped by: the first 16 bytes of HMAC-SHA-256(root key,
    /// `aura/root/v1`). It is a fingerprint, too.
    package var rootKeyID: KeyID { roots.withLock { $0.current } }

    /// The hashes that the store uses inside its transactions.
    package static let digests = StoreDigests(sha256: Digest.sha256)

    private let roots: Mutex<RootKeys>
    private let keyring: Mutex<Keyring>

    /// The content keys of the root keys, which seal nothing but keys: one, and two while it is being rotated.
    private struct RootKeys: Sendable {
        var current: KeyID
        var contentKeys: [KeyID: ContentKey]
    }

    /// Opens a vault.
    ///
    /// - Parameters:
    ///   - rootKey: 32 bytes. They are not kept, only what is derived from them.
    ///   - fingerprint: The id of the root key that the installation began with, once that is known.
    /// - Throws: `wrongRootKey` for another length or another key; `internalFailure` where OpenSSL does not work.
    package init(
        rootKey: SecretBytes, expecting fingerprint: KeyID? = nil, limits: KeyringLimits = .standard
    ) throws(VaultError) {
        guard Digest.sha256([]).first == 0xE3 else { throw VaultError(.internalFailure) }
        let id = try Vault.fingerprint(ofRootKey: rootKey)
        guard fingerprint == nil || fingerprint == id else { throw VaultError(.wrongRootKey) }
        roots = Mutex(RootKeys(current: id, contentKeys: [id: try ContentKey(owner: rootKey, id: id)]))
        keyring = Mutex(Keyring(limits: limits))
    }

    /// Whether a key can be used now. The root key always can.
    package func holds(_ id: KeyID) -> Bool {
        rootContentKey(id) != nil || keyring.withLock { $0.holds(id) }
    }

    /// How many unwrapped keys, the root key apart, and derived content keys are in memory now.
    package var heldCounts: (keys: Int, contentKeys: Int) {
        keyring.withLock { $0.counts }
    }

    /// Drops keys, the keys that were unwrapped with them, and all that was derived from either; the root key stays.
    package func evict(_ ids: [KeyID]) {
        let named = Set(ids.filter { rootContentKey($0) == nil })
        keyring.withLock { $0.evict(named) }
    }

    /// Drops keys that a rotation has retired, and what was derived from them. What they once wrapped is wrapped by
    /// others now, so it stays.
    package func forget(_ ids: [KeyID]) {
        guard !ids.isEmpty else { return }
        keyring.withLock { $0.forget(Set(ids)) }
    }

    /// Drops every key of every tenant; the root key and the installation's keys stay.
    package func evictTenantKeys() {
        keyring.withLock { $0.evictAll { $0.kind.isOfInstallation } }
    }

    /// Drops every key but the root key.
    package func evictAll() {
        keyring.withLock { $0.evictAll { _ in false } }
    }
}

extension Vault {
    /// The id of a root key, without opening a vault.
    ///
    /// - Throws: `wrongRootKey` for another length than 32 bytes.
    package static func fingerprint(ofRootKey rootKey: SecretBytes) throws(VaultError) -> KeyID {
        guard rootKey.count == keyCount else { throw VaultError(.wrongRootKey) }
        let code = try MessageAuthentication.hmacSHA256(key: rootKey, Array("aura/root/v1".utf8))
        guard let id = KeyID(bytes: code.prefix(16)) else { throw VaultError(.internalFailure) }
        return id
    }

    /// Holds a further root key, so that keys wrapped by either are admitted.
    ///
    /// - Parameter isCurrent: Whether new keys are wrapped by it from now on.
    /// - Returns: Its id.
    @discardableResult
    package func add(rootKey: SecretBytes, isCurrent: Bool) throws(VaultError) -> KeyID {
        let id = try Vault.fingerprint(ofRootKey: rootKey)
        let key = try ContentKey(owner: rootKey, id: id)
        roots.withLock { roots in
            roots.contentKeys[id] = key
            if isCurrent { roots.current = id }
        }
        return id
    }

    /// Wraps new keys by a root key that is held; nothing happens if it is not.
    package func useRootKey(_ id: KeyID) {
        roots.withLock { if $0.contentKeys[id] != nil { $0.current = id } }
    }

    /// The content key of a root key that is held.
    func rootContentKey(_ id: KeyID) -> ContentKey? {
        roots.withLock { $0.contentKeys[id] }
    }

    /// Bytes of every key.
    static let keyCount = 32

    /// Works on the keys while nobody else does.
    func withKeyring<R: Sendable>(_ body: (inout Keyring) throws(VaultError) -> R) throws(VaultError) -> R {
        try keyring.withLock { (keyring) throws(VaultError) in try body(&keyring) }
    }
}
