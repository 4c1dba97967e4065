/// A place between two writes where a fault must be survived (FAULTS.md §2). `Scripts/faults` kills a child process at
/// each of them, or lets a file fail there. Debug builds alone know how; in a release build a point is nothing.
public enum FaultPoint: CaseIterable, Sendable {
    case initKeyFile, initKeyring, initFingerprint, initLedger, initDatabase, initReady
    case openFiles
    case txBegun, txBeforeCommit, txCommitted, txCheckpointed, txTruncated
    case ledgerBeforeAppend, ledgerHalfAppended, ledgerAppended, ledgerSynced
    case anchorBeforeAppend, anchorHalfAppended, anchorAppended, anchorSynced
    case keyCreated, keyOverwritten, keyCommitted, keyTruncated, keyProved, keyEpochRaised
    case chatReserved, chatSent, chatFirstDelta, chatMidStream, chatVendorDone, chatSealed, chatCommitted
    case docReceived, docExtracted, docPassages, docIndexed, docPublished
    case jobLeased
    case purgePlanned, purgeLeased, purgeLedger, purgeKeyGone, purgeSelected, purgeDeleted, purgeBatchDone
    case purgeSwept, purgeVerified, purgeReceipt
    case eraseFenced, eraseLedger, eraseKeyGone, eraseBatchDone, eraseIndexSwept, eraseSwept, eraseVerified
    case eraseReceipt
    case closeLedger, closeKeyGone, closeBatchDone, closeClosed
    case rotateAdded, rotatePromoted, rotateBatchDone, rotateDisabled, rotateDestroyed
    case rotateRootWritten, rotateFingerprint
    case credentialChecked, credentialSwapped, credentialLedger, credentialOldGone
    case exportValidated, exportCommitted, exportRenamed
    case backupSnapshot, backupManifest, backupRenamed, backupData, backupKeys, backupLedger
    case restoreVerified, restoreStaged, restoreNoted, restoreLogGone, restoreSwapped, restoreSwappedAll
    case restoreReplayed

    /// How a file fails at a point where a test orders it.
    public enum Failure: Error, Sendable { case inputOutput, full }

    #if AURA_FAULTS
        /// Does here what `AURA_FAULT` orders; see ``FaultOrder``.
        public static func reached(_ point: FaultPoint) throws(Failure) {
            try FaultOrder.ofProcess?.carryOut(at: point)
        }

        /// The name in an order: group and point, such as `ledger.synced`.
        var name: String {
            let text = String(describing: self)
            let group = text.prefix { $0.isLowercase }
            let point = text.dropFirst(group.count)
            return group + "." + point.prefix(1).lowercased() + point.dropFirst()
        }
    #else
        @inlinable public static func reached(_ point: FaultPoint) throws(Failure) {}
    #endif
}
