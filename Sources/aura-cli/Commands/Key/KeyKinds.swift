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
}
