import AuraCore
import AuraPlatform

extension Kinds {
    static let installation = Kind<Platform.InitialisationReport>(
        "Installation", identifier: "id",
        fields: [
            .identifier("id") { $0.id },
            .identifier("folder") { $0.folder },
            .time("createdAt") { $0.createdAt },
            .identifier("rootKeySource") { $0.rootKeySource },
            .identifier("rootKeyPath") { $0.rootKeyPath },
            .flag("isDemo") { $0.isDemo },
            .flag("isNew") { $0.isNew },
        ])
}
