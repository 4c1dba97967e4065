import AuraCore
import AuraCrypto

/// Signs what outsiders verify, checkpoints and receipts, with the installation's signing key (VAULT.md §7, §8).
struct EvidenceSigning: Sendable {
    let vault: Vault
    let key: KeyID
    let installation: Installation.ID

    func publicKey() throws(PlatformError) -> [UInt8] {
        try mappingErrors { try vault.publicKey(of: key) }
    }

    func signature(of bytes: [UInt8]) throws(PlatformError) -> [UInt8] {
        try mappingErrors { try vault.sign(bytes, key: key) }
    }

    /// The signed note of a chain's length and root.
    func note(of chain: AuditChain, size: Int, root: [UInt8]) throws(PlatformError) -> String {
        let origin = Checkpoint.origin(of: chain, in: installation)
        return try mappingErrors {
            try vault.sign(Checkpoint(origin: origin, size: size, root: root), key: key)
        }
    }

    var checkpointSigner: CheckpointSigner {
        CheckpointSigner { chain, size, root in try? note(of: chain, size: size, root: root) }
    }
}
