import AuraCore
import AuraPlatform

extension Kinds {
    static let rootKey = Kind<RootKeyService.Overview>(
        "RootKey", identifier: "id",
        fields: [
            .identifier("id") { $0.id },
            .identifier("installation") { $0.installation },
            .identifier("source") { $0.source },
            .identifier("path") { $0.path },
            .identifier("origin") { $0.origin },
            .time("createdAt") { $0.createdAt },
            .time("dueAt") { $0.dueAt },
            .flag("isDue") { $0.isDue },
            .identifier("nextId") { $0.next },
            .time("recoverySheetAt") { $0.recoverySheetAt },
            .integer("keysDue") { $0.keysDue },
            .integer("mostBlocks") { $0.mostBlocks },
        ])
}
