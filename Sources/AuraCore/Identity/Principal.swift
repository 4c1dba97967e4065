/// Who acts, and with which labels.
///
/// The labels (`actor`, `reason`) are text somebody typed: they are kept sealed in the audit event's payload,
/// never in its clear entry.
public struct Principal: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// Somebody who can open the root key on this machine.
        case `operator`
        /// A member of a tenant, signed in.
        case member(Member.ID, of: Tenant.ID, Role)
        /// A scheduled job.
        case job
    }

    public let kind: Kind
    public let actor: String
    public let reason: String?

    public init(kind: Kind, actor: String, reason: String? = nil) {
        self.kind = kind
        self.actor = actor
        self.reason = reason
    }

    /// The local operator, labelled `operator` unless a name is given.
    public static func `operator`(named actor: String = "operator", reason: String? = nil) -> Principal {
        Principal(kind: .operator, actor: actor, reason: reason)
    }

    /// A job of the operator's, such as an onboarding script or a nightly purge.
    public static func job(named actor: String, reason: String? = nil) -> Principal {
        Principal(kind: .job, actor: actor, reason: reason)
    }
}
