import AuraCore

/// The one row of `aura.db` that says who may work on jobs (VAULT.md §8).
struct LeaseRow: Hashable, Sendable {
    /// The fencing token of the newest owner: it only rises. 0 while there was none.
    let token: Int
    /// The owner's process id; nothing once it has let go.
    let owner: Int32?
    let takenAt: Timestamp?
    let expiresAt: Timestamp?

    /// No token is larger, so that none, from whatever file, is too large for a place in the file `lock`.
    static let largestToken = 1 << 60

    /// Whether the lease counts at a moment. One that ends later than any owner could have said is of a clock that was
    /// wrong, and does not.
    func isValid(at now: Timestamp) -> Bool {
        guard owner != nil, let expiresAt else { return false }
        let longest = now.adding(milliseconds: 2 * Limits.leaseMilliseconds)
        return expiresAt > now && expiresAt <= longest
    }

    static func read(on connection: Connection) throws(StoreError) -> LeaseRow {
        guard let row = try connection.row("SELECT fencing, owner, takenAt, expiresAt FROM lease LIMIT 1") else {
            throw .corrupt(file: connection.file)
        }
        let token = try row.int("fencing")
        guard (0..<largestToken).contains(token) else { throw row.damaged }
        return LeaseRow(
            token: token, owner: try row.optionalInt("owner").map { Int32(truncatingIfNeeded: $0) },
            takenAt: try row.optionalTime("takenAt"), expiresAt: try row.optionalTime("expiresAt"))
    }

    /// Makes the row, which nobody owns yet.
    static func insert(on connection: Connection) throws(StoreError) {
        try connection.run(
            "INSERT INTO lease (leaseId, fencing, owner, takenAt, expiresAt) VALUES ('jobs', 0, NULL, NULL, NULL)")
    }

    /// Gives the lease to an owner.
    static func take(
        _ token: Int, for owner: Int32, at now: Timestamp, on connection: Connection
    ) throws(StoreError) {
        try connection.run(
            "UPDATE lease SET fencing = :fencing, owner = :owner, takenAt = :takenAt, expiresAt = :expiresAt",
            [
                "fencing": SQLValue(token), "owner": SQLValue(Int(owner)), "takenAt": SQLValue(now),
                "expiresAt": SQLValue(now.adding(milliseconds: Limits.leaseMilliseconds)),
            ])
    }

    /// Lets the owner of a token have the lease for longer.
    ///
    /// - Throws: ``StoreError/leaseLost`` if another owner has a newer one.
    static func renew(_ token: Int, at now: Timestamp, on connection: Connection) throws(StoreError) {
        let changed = try connection.run(
            "UPDATE lease SET expiresAt = :expiresAt WHERE fencing = :fencing AND owner IS NOT NULL",
            [
                "fencing": SQLValue(token),
                "expiresAt": SQLValue(now.adding(milliseconds: Limits.leaseMilliseconds)),
            ])
        guard changed == 1 else { throw .leaseLost }
    }

    /// Lets go, unless another has the lease.
    static func end(_ token: Int, on connection: Connection) throws(StoreError) {
        try connection.run(
            "UPDATE lease SET owner = NULL, takenAt = NULL, expiresAt = NULL WHERE fencing = :fencing",
            ["fencing": SQLValue(token)])
    }
}
