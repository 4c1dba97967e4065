package import AuraCore
internal import Synchronization

/// All that AURA does with keys: it wraps and unwraps them, seals and opens values, and keys the look-ups.
///
/// A vault is opened with the root key and holds, in memory alone, the keys that were admitted to it. It reads no
/// clock and no store: whoever calls it keeps the wrapped keys, and evicts what was destroyed (FAULTS.md R3).
/// Unwrapped keys live in `SecretBytes`, locked and wiped; OpenSSL's secure heap is not used, since its size has to be
/// fixed for the whole process before the first allocation.
package final class Vault: Sendable {
    /// The root key's id: the first 16 bytes of HMAC-SHA-256(root key, `aura/root/v1`). It is a fingerprint, too.
    package let rootKeyID: KeyID

    /// The hashes that the store uses inside its transactions.
    package static let digests = StoreDigests(sha256: Digest.sha256)

    /// The content key of the root key, which seals nothing but keys.
    let rootContentKey: ContentKey
    private let keyring: Mutex<Keyring>

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
        guard rootKey.count == Vault.keyCount else { throw VaultError(.wrongRootKey) }
        let code = try MessageAuthentication.hmacSHA256(key: rootKey, Array("aura/root/v1".utf8))
        guard let id = KeyID(bytes: code.prefix(16)) else { throw VaultError(.internalFailure) }
        guard fingerprint == nil || fingerprint == id else { throw VaultError(.wrongRootKey) }
        rootKeyID = id
        rootContentKey = try ContentKey(owner: rootKey, id: id)
        keyring = Mutex(Keyring(limits: limits))
    }

    /// Whether a key can be used now. The root key always can.
    package func holds(_ id: KeyID) -> Bool {
        id == rootKeyID || keyring.withLock { $0.holds(id) }
    }

    /// How many unwrapped keys, the root key apart, and derived content keys are in memory now.
    package var heldCounts: (keys: Int, contentKeys: Int) {
        keyring.withLock { $0.counts }
    }

    /// Drops keys, the keys that were unwrapped with them, and all that was derived from either; the root key stays.
    package func evict(_ ids: [KeyID]) {
        let named = Set(ids).subtracting([rootKeyID])
        keyring.withLock { $0.evict(named) }
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
    /// Bytes of every key.
    static let keyCount = 32

    /// Works on the keys while nobody else does.
    func withKeyring<R: Sendable>(_ body: (inout Keyring) throws(VaultError) -> R) throws(VaultError) -> R {
        try keyring.withLock { (keyring) throws(VaultError) in try body(&keyring) }
    }
}
