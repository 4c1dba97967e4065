import AuraCore
import AuraPlatform

extension Kinds {
    /// A copy of one part.
    static let backup = Kind<BackupService.Copy>(
        "Backup", identifier: "id", columns: ["id", "part", "createdAt", "expiresAt", "bytes"], fields: copy)

    /// What a look into a copy has found.
    static let verification = Kind<BackupService.Verification>(
        "BackupVerification", identifier: "id",
        fields: [
            .identifier("id") { $0.copy.id },
            .choice("part") { $0.copy.part },
            .time("createdAt") { $0.copy.createdAt },
            .time("expiresAt") { $0.copy.expiresAt },
            .size("bytes") { $0.copy.bytes },
            .identifier("digest") { $0.copy.digest },
            .integer("verified") { $0.verified },
            .integer("unreadable") { $0.unreadable },
        ])

    /// What a restore did.
    static let restore = Kind<Platform.RestoreReport>(
        "Restore", identifier: "installation",
        fields: [
            .identifier("installation") { $0.installation },
            .identifier("backup") { $0.copy.id },
            .choice("part") { $0.copy.part },
            .time("createdAt") { $0.copy.createdAt },
            .flag("isReady") { $0.isReady },
            .text("missing") { $0.missing },
            .flag("isLedgerRenewed") { $0.isLedgerRenewed },
            .identifier("replay") { $0.replay },
        ])

    private static let copy: [Field<BackupService.Copy>] = [
        .identifier("id") { $0.id },
        .choice("part") { $0.part },
        .time("createdAt") { $0.createdAt },
        .time("expiresAt") { $0.expiresAt },
        .size("bytes") { $0.bytes },
        .identifier("digest") { $0.digest },
    ]
}
