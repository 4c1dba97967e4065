import AuraCore
import AuraPlatform

/// The installation's state and the settings that led to it.
struct StatusReport: Sendable {
    let status: HealthService.Status
    let settings: Settings

    /// One thing in use: a path or a name, and what it was taken from.
    struct Place: Sendable {
        let name: String
        let value: String
        let source: String
    }

    var places: [Place] {
        let folder = settings.dataFolder.value
        let parts = ["installation.json", "aura.db", "keyring.db", "ledger.jsonl"].map {
            Place(name: $0, value: "\(folder)/\($0)", source: "data folder")
        }
        let tenant = settings.tenant.map { Place(name: "tenant", value: $0.value, source: $0.source.rawValue) }
        return [Place(name: "data folder", value: folder, source: settings.dataFolder.source.rawValue)] + parts
            + [Place(name: "root key", value: status.rootKeyPath ?? status.rootKeySource, source: status.rootKeyOrigin)]
            + [tenant].compactMap { $0 }
    }
}

extension Kinds {
    static let status = Kind<StatusReport>(
        "Status", identifier: "installation",
        fields: [
            .identifier("installation") { $0.status.installation },
            .identifier("version") { _ in Version.number },
            .identifier("policyVersion") { $0.status.policyVersion },
            .integer("tenants") { $0.status.tenants },
            .integer("due") { $0.status.due },
            .time("oldestDueAt") { $0.status.oldestDueAt },
            .integer("purgeLagSeconds") { $0.status.purgeLagSeconds },
            .time("lastPurgeAt") { $0.status.lastPurgeAt },
            .integer("enabledKeys") { $0.status.enabledKeys },
            .integer("destroyedKeys") { $0.status.destroyedKeys },
            .size("databaseBytes") { $0.status.databaseBytes },
            .size("keyringBytes") { $0.status.keyringBytes },
            .size("ledgerBytes") { $0.status.ledgerBytes },
            .list("places", place) { $0.places },
        ])

    private static let place: [Field<StatusReport.Place>] = [
        .identifier("name") { $0.name },
        .identifier("value") { $0.value },
        .identifier("source") { $0.source },
    ]
}
