/// Where a tenant's controller is established. It selects law and transfer rules, not hosting.
public enum Region: String, CaseIterable, Codable, Sendable {
    case eu
    case uk
    case ch
    case california = "us-ca"
    case other
}
