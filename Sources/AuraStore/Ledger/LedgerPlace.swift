package import AuraCore

/// A place in the ledger: a job that looks for entries of its own begins there, and not at the first entry.
package struct LedgerPlace: Hashable, Sendable {
    let position: LedgerFile.Position

    /// The last entry before it; −1 at the beginning.
    package var sequence: Int { position.head.sequence }
}

extension ErasureLedger {
    /// The place behind an entry.
    package func place(after sequence: Int) async throws(StoreError) -> LedgerPlace {
        guard sequence != end.sequence else { return end }
        return try await OwnThread.run { [file, start] () throws(StoreError) in
            var position = LedgerFile.Position(offset: 0, head: start, newest: nil)
            guard sequence > start.sequence else { return LedgerPlace(position: position) }
            _ = try file.search(from: &position) { (entry, _) in entry.sequence == sequence }
            return LedgerPlace(position: position)
        }
    }

    /// The first entry behind a place that is meant; nothing if there is none.
    ///
    /// - Returns: The entry, the head that stands once it is applied, and the place behind it.
    package func first(
        from place: LedgerPlace, where isMeant: @escaping @Sendable (LedgerEntry) -> Bool
    ) async throws(StoreError) -> (entry: LedgerEntry, head: LedgerHead, next: LedgerPlace)? {
        try await OwnThread.run { [file] () throws(StoreError) in
            var position = place.position
            var found: LedgerEntry?
            let end = try file.search(from: &position) { (entry, _) -> Bool in
                if isMeant(entry) { found = entry }
                return found != nil
            }
            guard end == .stopped, let found else { return nil }
            return (found, position.head, LedgerPlace(position: position))
        }
    }
}
