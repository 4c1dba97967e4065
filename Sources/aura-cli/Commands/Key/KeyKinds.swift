import AuraCore
import AuraPlatform

/// A key as the command line reports it.
struct KeyReport: Sendable {
    let key: CredentialService.Overview
    /// Keys under other labels that the same command revoked.
    var alsoRevoked: [Credential.ID] = []
}

extension Kinds {
    static let key = Kind<KeyReport>(
        "Key", identifier: "id",
        columns: ["provider", "label", "state", "lastFour", "createdAt", "expiresAt"],
        fields: [
            .identifier("id") { $0.key.credential.id },
            .choice("provider") { $0.key.credential.vendor },
            .text("label") { $0.key.credential.label },
            .choice("state") { $0.key.credential.state },
            .text("lastFour") { $0.key.lastFour },
            .identifier("fingerprint") { $0.key.credential.fingerprint },
            .identifier("origin") { $0.key.credential.origin },
            .time("createdAt") { $0.key.credential.createdAt },
            .time("expiresAt") { $0.key.credential.expiresAt },
            .time("revokedAt") { $0.key.credential.revokedAt },
            .identifiers("alsoRevoked") { $0.alsoRevoked },
            .flag("isNew") { $0.key.isNew },
        ])

    static let keyRotation = Kind<CredentialService.Rotation>(
        "KeyRotation", identifier: "id",
        fields: [
            .identifier("id") { $0.new.credential.id },
            .choice("provider") { $0.new.credential.vendor },
            .text("label") { $0.new.credential.label },
            .text("lastFour") { $0.new.lastFour },
            .identifier("fingerprint") { $0.new.credential.fingerprint },
            .time("createdAt") { $0.new.credential.createdAt },
            .time("expiresAt") { $0.new.credential.expiresAt },
            .identifier("oldId") { $0.old },
            .time("oldGoneAt") { $0.oldGoneAt },
        ])

    static let rewrap = Kind<KeyService.Report>(
        "Rewrap", identifier: "scope",
        fields: [
            .identifier("scope") { $0.scope },
            .integer("tenants") { $0.tenants },
            .integer("keys") { $0.keys },
            .integer("rows") { $0.rows },
            .integer("owners") { $0.owners },
            .integer("left") { $0.left },
        ])
}
