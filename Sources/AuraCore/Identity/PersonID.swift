/// The person a row belongs to: a member or a visitor of one tenant.
public enum PersonID: Hashable, Sendable {
    case member(Member.ID)
    case visitor(Visitor.ID)

    public var rawValue: String {
        switch self {
        case .member(let id): id.rawValue
        case .visitor(let id): id.rawValue
        }
    }
}

extension PersonID: CustomStringConvertible, LosslessStringConvertible {
    public init?(_ text: String) {
        if let id = Member.ID(text) {
            self = .member(id)
        } else if let id = Visitor.ID(text) {
            self = .visitor(id)
        } else {
            return nil
        }
    }

    public var description: String { rawValue }
}
