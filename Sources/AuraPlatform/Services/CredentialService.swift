public import AuraCore
import AuraCrypto
import AuraProviders
import AuraStore

/// A tenant's LLM keys (clauses 3.1–3.6): set, listed, revoked; there is no way to read one back.
public struct CredentialService: Sendable {
    let context: PlatformContext

    /// What may be known of a key.
    public struct Overview: Hashable, Sendable {
        public let credential: Credential
        /// Only for those who may set keys.
        public let lastFour: String?
        /// Whether this call stored it.
        public let isNew: Bool
    }

    /// Seals a key and stores it; a key of the same vendor and label that was active is revoked with it.
    ///
    /// - Parameters:
    ///   - secret: The key's bytes: printable ASCII, `Limits.credentialBytes` at most.
    ///   - isChecked: Whether the vendor is asked first if it accepts the key.
    /// - Throws: `invalidInput`, `keyRefused`, `vendorFailed`.
    public func set(
        _ secret: SecretBytes, vendor: Vendor, label: String = "main", expiresAt: Timestamp? = nil,
        isChecked: Bool = true, for tenant: ObjectName, as principal: Principal
    ) async throws(PlatformError) -> Overview {
        let tenant = try await context.authorised(principal, .keyWrite, tenant: tenant)
        guard vendor.needsKey else {
            throw PlatformError(.invalidInput, "\(vendor.rawValue) needs no key", hint: "name an LLM vendor")
        }
        let label = try TextInput.label(label, of: "label", limit: 64)
        try CredentialService.check(secret)
        if let expiresAt, expiresAt <= context.now {
            throw PlatformError(.invalidInput, "the key would have expired already", hint: "give a later moment")
        }
        guard let origin = context.origin(of: vendor) else {
            throw PlatformError(.invalidInput, "\(vendor.rawValue) is not in the register of recipients")
        }
        if isChecked, !context.configuration.isDryRun {
            try await context.checkWithVendor(secret, vendor: vendor, origin: origin)
        }
        try FaultPoint.passed(.credentialChecked)
        let now = context.now
        let fingerprint = try context.fingerprint(secret, purpose: "credential", of: tenant)
        let previous = try await platformErrors {
            try await context.store.tenant(tenant.id).read { try $0.activeCredential(vendor: vendor, label: label) }
        }
        if let previous, previous.fingerprint == fingerprint, previous.origin == origin,
            previous.expiresAt == expiresAt
        {
            try await context.custody.prepare(tenant.id, owners: [previous.ownerKey])
            return try overview(previous, of: tenant, isNew: false)
        }
        let key = try await context.custody.makeOwnerKey(for: tenant.id, at: now)
        let credential = Credential(
            id: .make(at: now), vendor: vendor, origin: origin, label: label, fingerprint: fingerprint,
            lastFour: nil, ownerKey: key, state: .active, createdAt: now, expiresAt: expiresAt, revokedAt: nil)
        let stored = try await store(secret, as: credential, replacing: previous, of: tenant, by: principal)
        return try overview(stored, of: tenant, isNew: true)
    }

    private func store(
        _ secret: SecretBytes, as credential: Credential, replacing previous: Credential?, of tenant: Tenant,
        by principal: Principal
    ) async throws(PlatformError) -> Credential {
        let (sealed, lastFour) = try seal(secret, for: credential, of: tenant)
        let stored = credential.with(lastFour: lastFour)
        let event = try context.trail.event(
            .keySet, credential.id.rawValue, of: tenant, by: principal, at: credential.createdAt, clause: Clause(3, 2))
        if let previous {
            try await CredentialRevocation(context: context).run(
                previous, of: tenant, by: principal,
                replacement: .init(credential: stored, secret: sealed, event: event))
        } else {
            try await platformErrors {
                try await context.store.tenant(tenant.id).write(event) { writer in
                    try writer.insertCredential(stored, secret: sealed)
                }
            }
        }
        return stored
    }

    /// What a rotation did.
    public struct Rotation: Hashable, Sendable {
        public let new: Overview
        /// The key whose place it took.
        public let old: Credential.ID
        /// When that is shredded: by the next command after it, or by the program that runs then.
        public let oldGoneAt: Timestamp
    }

    /// Puts a new key in the place of a vendor's active one. The old one is kept for the grace, so that calls under way
    /// finish with the key they began with, and is then shredded. Neither is opened.
    ///
    /// - Parameters:
    ///   - grace: At most a day.
    ///   - isChecked: Whether the vendor is asked first if it accepts the new key.
    /// - Throws: `notFound` if the vendor has no active key of this label, `exists` if it is the same key,
    ///   `invalidInput`, `keyRefused`, `vendorFailed`.
    public func rotate(
        _ secret: SecretBytes, vendor: Vendor, label: String = "main", expiresAt: Timestamp? = nil,
        grace: CalendarDuration = CalendarDuration(seconds: 600), isChecked: Bool = true, for name: ObjectName,
        as principal: Principal
    ) async throws(PlatformError) -> Rotation {
        let tenant = try await context.authorised(principal, .keyWrite, tenant: name)
        let label = try TextInput.label(label, of: "label", limit: 64)
        try CredentialService.check(secret)
        guard grace.months == 0, grace.days <= 1, grace.after(context.now) <= context.now.adding(days: 1) else {
            throw PlatformError(.invalidInput, "the grace is longer than a day", hint: "such as --grace 10m")
        }
        if let expiresAt, expiresAt <= context.now {
            throw PlatformError(.invalidInput, "the key would have expired already", hint: "give a later moment")
        }
        let old = try await platformErrors {
            try await context.store.tenant(tenant.id).read { try $0.activeCredential(vendor: vendor, label: label) }
        }
        guard let old else { throw CredentialService.noKey(vendor, name) }
        guard let origin = context.origin(of: vendor) else {
            throw PlatformError(.invalidInput, "\(vendor.rawValue) is not in the register of recipients")
        }
        let fingerprint = try context.fingerprint(secret, purpose: "credential", of: tenant)
        guard fingerprint != old.fingerprint else {
            throw PlatformError(.exists, "this is the key that is in use", hint: "make a new one at the vendor's")
        }
        if isChecked, !context.configuration.isDryRun {
            try await context.checkWithVendor(secret, vendor: vendor, origin: origin)
        }
        try FaultPoint.passed(.credentialChecked)
        let now = context.now
        let key = try await context.custody.makeOwnerKey(for: tenant.id, at: now)
        let bare = Credential(
            id: .make(at: now), vendor: vendor, origin: origin, label: label, fingerprint: fingerprint,
            lastFour: nil, ownerKey: key, state: .active, createdAt: now, expiresAt: expiresAt, revokedAt: nil)
        let (sealed, lastFour) = try seal(secret, for: bare, of: tenant)
        let new = bare.with(lastFour: lastFour)
        let dueAt = grace.after(now)
        try await CredentialRotation(context: context, tenant: tenant, principal: principal)
            .swap(old, for: new, secret: sealed, dueAt: dueAt)
        return Rotation(new: try overview(new, of: tenant, isNew: true), old: old.id, oldGoneAt: dueAt)
    }

    /// The tenant's keys, newest first, revoked ones included.
    public func list(of tenant: ObjectName, as principal: Principal) async throws(PlatformError) -> [Overview] {
        let tenant = try await context.authorised(principal, .keyRead, tenant: tenant)
        let credentials = try await platformErrors {
            try await context.store.tenant(tenant.id).read { try $0.credentials(limit: Limits.listRows) }
        }
        try await context.custody.prepare(tenant.id, owners: Set(credentials.map(\.ownerKey)))
        var overviews: [Overview] = []
        for credential in credentials { overviews.append(try overview(credential, of: tenant, isNew: false)) }
        return overviews
    }

    /// The newest key of a vendor.
    public func show(
        _ vendor: Vendor, of tenant: ObjectName, as principal: Principal
    ) async throws(PlatformError) -> Overview {
        let keys = try await list(of: tenant, as: principal).filter { $0.credential.vendor == vendor }
        guard let key = keys.first(where: { $0.credential.state == .active }) ?? keys.first else {
            throw CredentialService.noKey(vendor, tenant)
        }
        return key
    }

    /// Makes a vendor's active keys unusable at once: their key material is destroyed, the records stay.
    public func revoke(
        _ vendor: Vendor, of name: ObjectName, as principal: Principal
    ) async throws(PlatformError) -> [Overview] {
        let tenant = try await context.authorised(principal, .keyWrite, tenant: name)
        let active = try await platformErrors {
            try await context.store.tenant(tenant.id).read { try $0.credentials(limit: Limits.listRows) }
        }.filter { $0.vendor == vendor && $0.state != .revoked }
        guard !active.isEmpty else { throw CredentialService.noKey(vendor, name) }
        var revoked: [Overview] = []
        for credential in active {
            let record = try await CredentialRevocation(context: context).run(credential, of: tenant, by: principal)
            revoked.append(Overview(credential: record, lastFour: nil, isNew: false))
        }
        return revoked
    }

    private func seal(
        _ secret: SecretBytes, for credential: Credential, of tenant: Tenant
    ) throws(PlatformError) -> (secret: SealedValue, lastFour: SealedValue?) {
        let tail: [UInt8]? = secret.count < 12 ? nil : secret.withUnsafeBytes { Array($0.suffix(4)) }
        return try mappingErrors {
            let sealed = try context.vault.seal(
                secret, in: credential.secretContext(of: tenant.id), owner: credential.ownerKey, padded: true)
            let lastFour = try tail.map { (bytes) throws(VaultError) in
                try context.vault.seal(
                    bytes, in: credential.lastFourContext(of: tenant.id), owner: credential.ownerKey, padded: true)
            }
            return (sealed, lastFour)
        }
    }

    private func overview(
        _ credential: Credential, of tenant: Tenant, isNew: Bool
    ) throws(PlatformError) -> Overview {
        guard credential.state == .active, let sealed = credential.lastFour else {
            return Overview(credential: credential, lastFour: nil, isNew: isNew)
        }
        let bytes = try mappingErrors {
            try context.vault.open(sealed, in: credential.lastFourContext(of: tenant.id))
        }
        return Overview(credential: credential, lastFour: String(decoding: bytes, as: UTF8.self), isNew: isNew)
    }

    private static func check(_ secret: SecretBytes) throws(PlatformError) {
        guard secret.count > 0 else {
            throw PlatformError(.invalidInput, "the key is empty", hint: "pipe the key in: aura key set VENDOR < FILE")
        }
        guard secret.count <= Limits.credentialBytes else {
            throw PlatformError(
                .invalidInput, "the key is longer than \(Limits.credentialBytes) bytes", hint: "check what was piped in"
            )
        }
        guard secret.withUnsafeBytes({ $0.allSatisfy { (0x21...0x7E).contains($0) } }) else {
            throw PlatformError(
                .invalidInput, "the key has a line feed, a space or another character that no key has",
                hint: "pipe in the key alone; one trailing line feed is cut")
        }
    }

    private static func noKey(_ vendor: Vendor, _ tenant: ObjectName) -> PlatformError {
        PlatformError(
            .notFound, "tenant \(tenant) has no key for \(vendor.rawValue)",
            hint: "aura key set \(vendor.rawValue) --tenant \(tenant)")
    }
}

extension Credential {
    /// What the sealed key is bound to: its row and the vendor's exact origin.
    func secretContext(of tenant: Tenant.ID) -> SealContext {
        SealContext(
            tenant: tenant.rawValue, table: "credential", column: "secret", row: id.rawValue, dataClass: .credential,
            origin: origin)
    }

    func lastFourContext(of tenant: Tenant.ID) -> SealContext {
        SealContext(
            tenant: tenant.rawValue, table: "credential", column: "lastFour", row: id.rawValue,
            dataClass: .credential)
    }

    func with(lastFour: SealedValue?) -> Credential {
        Credential(
            id: id, vendor: vendor, origin: origin, label: label, fingerprint: fingerprint, lastFour: lastFour,
            ownerKey: ownerKey, state: state, createdAt: createdAt, expiresAt: expiresAt, revokedAt: revokedAt)
    }
}
