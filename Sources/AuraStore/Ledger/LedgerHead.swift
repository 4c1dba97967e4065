import AuraCore

/// How far the erasure ledger has come: the last entry and the SHA-256 of its line.
package struct LedgerHead: Hashable, Sendable {
    /// −1 while the ledger is empty.
    package let sequence: Int
    /// 64 hexadecimal digits.
    package let hash: String

    package init(sequence: Int, hash: String) {
        self.sequence = sequence
        self.hash = hash
    }

    /// The head of an empty ledger.
    static func start(of installation: Installation.ID, digests: StoreDigests) -> LedgerHead {
        let hash = digests.sha256(Array("aura/ledger/v1/\(installation.rawValue)".utf8))
        return LedgerHead(sequence: -1, hash: Hexadecimal.encode(hash))
    }
}

/// How far the ledger is, and how much of it the two stores have applied, as found when the store was opened.
package struct LedgerState: Hashable, Sendable {
    package let ledger: LedgerHead
    package let keyring: LedgerHead
    package let database: LedgerHead

    /// Whether erasures must be applied again before anything else happens (FAULTS.md R1).
    package var needsReplay: Bool { keyring != ledger || database != ledger }
}
