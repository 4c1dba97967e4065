public import AuraCore
import AuraCrypto
import AuraStore

/// The people who work in a tenant's workspace (clause 1.1).
public struct MemberService: Sendable {
    let context: PlatformContext

    public struct Overview: Hashable, Sendable {
        public let member: Member
        public let email: String
    }

    /// The tenant's members, oldest first.
    public func list(of tenant: ObjectName, as principal: Principal) async throws(PlatformError) -> [Overview] {
        let tenant = try await context.authorised(principal, .memberRead, tenant: tenant)
        let members = try await platformErrors {
            try await context.store.tenant(tenant.id).read { try $0.members(limit: Limits.listRows) }
        }
        try await context.custody.prepare(tenant.id, owners: Set(members.map(\.ownerKey)))
        var overviews: [Overview] = []
        for member in members {
            let email = try context.open(
                member.email, of: tenant, table: "member", column: "email", row: member.id.rawValue,
                dataClass: .account)
            overviews.append(Overview(member: member, email: email))
        }
        return overviews
    }
}
