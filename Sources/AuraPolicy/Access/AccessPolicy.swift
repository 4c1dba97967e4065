public import AuraCore

/// Who may do what: the whole rule, so that a route or a command asks and never decides.
public enum AccessPolicy {
    /// Decides whether a principal may use a permission.
    ///
    /// - Parameters:
    ///   - tenant: The tenant that is acted on; none means the installation as a whole.
    ///   - state: That tenant's state. Without it, whatever processes data is refused.
    /// - Returns: The operator and jobs act on every tenant; a member acts on its own alone, as its role allows. On a
    ///   closed workspace data can be read, exported and erased, but not processed.
    public static func decide(
        _ principal: Principal, _ permission: Permission, tenant: Tenant.ID?, state: Tenant.State?
    ) -> Decision<Void> {
        if case .member(_, let own, let role) = principal.kind {
            guard !permission.isOfInstallation else {
                return denied(.installationOnly, permission, "Only the operator and its jobs may do this.")
            }
            guard tenant == own || tenant == nil && permission == .policyRead else {
                return denied(.otherTenant, permission, "A member may act on its own workspace only.")
            }
            guard role.permissions.contains(permission) else {
                return denied(.roleLacksPermission, permission, "The role \(role.rawValue) does not allow this.")
            }
        }
        guard tenant != nil else {
            guard permission.needsTenant else { return .allowed }
            return denied(.tenantNeeded, permission, "This concerns one workspace, and none is named.")
        }
        guard permission.isProcessing else { return .allowed }
        switch state {
        case .active:
            return .allowed
        case .closed:
            return .denied(
                Refusal(.tenantClosed, Clause(5, 2), "This workspace is closed; its data is no longer processed."))
        case nil:
            return denied(.tenantUnknown, permission, "The state of this workspace is not known.")
        }
    }

    private static func denied(
        _ reason: RefusalReason, _ permission: Permission, _ sentence: String
    ) -> Decision<Void> {
        .denied(Refusal(reason, permission.clause, sentence))
    }
}
