/// What a policy decision returns: leave, with what it grants, or a refusal with its reason.
///
/// A refusal is a value, not an error: it is audited and shown. An error means that nothing could be decided.
public enum Decision<Value: Sendable>: Sendable {
    case allowed(Value)
    case denied(Refusal)

    /// What was granted; none after a refusal.
    public var value: Value? {
        if case .allowed(let value) = self { value } else { nil }
    }

    /// Why it was refused; none if it was allowed.
    public var refusal: Refusal? {
        if case .denied(let refusal) = self { refusal } else { nil }
    }
}

extension Decision: Equatable where Value: Equatable {}
extension Decision: Hashable where Value: Hashable {}

extension Decision<Void> {
    /// Leave that grants nothing beyond itself.
    public static var allowed: Decision { .allowed(()) }
}
