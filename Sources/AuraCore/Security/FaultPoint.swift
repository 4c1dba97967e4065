#if AURA_FAULTS
    import Glibc
    import Synchronization
#endif

/// A place between two writes where a kill must be survived (FAULTS.md §2). `Scripts/faults` kills a child process at
/// each of them. Debug builds alone know how; in a release build a point is nothing.
public enum FaultPoint: CaseIterable, Sendable {
    case initKeyFile, initKeyring, initLedger, initDatabase, initReady
    case txBegun, txBeforeCommit, txCommitted, txTruncated
    case ledgerBeforeAppend, ledgerHalfAppended, ledgerAppended, ledgerSynced
    case anchorBeforeAppend, anchorAppended
    case keyOverwritten, keyTruncated, keyProved
    case destroyLedger, destroyKeysGone
    case jobLeased
    case purgeStarted, purgeBatchDone, purgeSwept, purgeVerified, purgeDone
    case eraseFenced, eraseRowsGone, eraseSwept, eraseVerified, eraseDone
    case backupSnapshot, backupWritten
    case restoreStaged, restoreNoted, restoreLogGone, restoreSwapped

    #if AURA_FAULTS
        /// Does here what `AURA_FAULT` says: `trace:FILE` writes each point's name, `POINT:COUNT` ends the process by
        /// SIGKILL when the point is reached for the COUNT-th time.
        public static func reached(_ point: FaultPoint) {
            guard let order else { return }
            let name = String(describing: point)
            if let path = order.trace {
                let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
                guard descriptor >= 0 else { return }
                defer { close(descriptor) }
                let line = Array((name + "\n").utf8)
                _ = line.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            } else if name == order.name,
                hits.withLock({
                    $0 += 1; return $0
                }) == order.count
            {
                kill(getpid(), SIGKILL)
            }
        }

        private static let hits = Mutex(0)

        private static let order: (trace: String?, name: String, count: Int)? = {
            guard let text = getenv("AURA_FAULT").map({ String(cString: $0) }) else { return nil }
            let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { return nil }
            return parts[0] == "trace" ? (parts[1], "", 0) : (nil, parts[0], Int(parts[1]) ?? 1)
        }()
    #else
        @inlinable public static func reached(_ point: FaultPoint) {}
    #endif
}
