public import AuraCore
public import AuraPolicy

/// The policy as text, and as a program that proves itself.
public struct PolicyService: Sendable {
    let context: PlatformContext

    /// The policy in force.
    public func show(as principal: Principal) async throws(PlatformError) -> PolicyDocument {
        try await context.authorised(principal, .policyRead)
        return context.policy
    }

    /// The published text, rendered from the values that the code enforces.
    public func markdown(as principal: Principal) async throws(PlatformError) -> String {
        PolicyRenderer.markdown(try await show(as: principal))
    }

    /// Runs every control against this installation.
    public func verify(as principal: Principal) async throws(PlatformError) -> [PolicyProof] {
        try await context.authorised(principal, .policyRead)
        return try await PolicyVerification(context: context).run()
    }
}
