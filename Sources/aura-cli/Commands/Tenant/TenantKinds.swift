import AuraCore
import AuraPlatform

extension Kinds {
    static let tenant = Kind<TenantService.Overview>(
        "Tenant", identifier: "name",
        fields: [
            .identifier("name") { $0.tenant.name },
            .identifier("id") { $0.tenant.id },
            .text("displayName") { $0.displayName },
            .choice("region") { $0.tenant.region },
            .choice("state") { $0.tenant.state },
            .time("createdAt") { $0.tenant.createdAt },
            .time("closedAt") { $0.tenant.closedAt },
            .time("eraseAt") { $0.tenant.eraseAt },
            .flag("isNew") { $0.isNew },
        ])

    /// A workspace in a list, which opens no sealed name.
    static let tenants = Kind<TenantService.Overview>(
        "Tenant", identifier: "name", columns: ["name", "region", "state", "createdAt", "eraseAt"],
        fields: [
            .identifier("name") { $0.tenant.name },
            .identifier("id") { $0.tenant.id },
            .choice("region") { $0.tenant.region },
            .choice("state") { $0.tenant.state },
            .time("createdAt") { $0.tenant.createdAt },
            .time("closedAt") { $0.tenant.closedAt },
            .time("eraseAt") { $0.tenant.eraseAt },
        ])

    /// A workspace that was closed, and the day on which the purge erases it.
    static let closure = Kind<TenantService.Overview>(
        "Closure", identifier: "name",
        fields: [
            .identifier("name") { $0.tenant.name },
            .identifier("id") { $0.tenant.id },
            .choice("state") { $0.tenant.state },
            .time("closedAt") { $0.tenant.closedAt },
            .time("eraseAt") { $0.tenant.eraseAt },
            .identifier("clause") { _ in Clause(5, 2) },
        ])
}
