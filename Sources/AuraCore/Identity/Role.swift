/// What a member may do, as a closed list; the permissions stand in `AccessPolicy`.
public enum Role: String, CaseIterable, Codable, Sendable {
    case owner, admin, editor, viewer
}
