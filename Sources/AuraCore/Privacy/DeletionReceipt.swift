/// The certificate of a purge or an erasure: counts and hashes, no personal data (VAULT.md §8).
public struct DeletionReceipt: Hashable, Sendable, Identified {
    public static let idPrefix = "rcp"
    public typealias ID = Identifier<DeletionReceipt>

    /// `replay`: erasures and purges applied again after a restore.
    public enum Action: String, Sendable { case purge, erase, replay }

    public let id: ID
    public let action: Action
    /// The receipt's JSON with every field of VAULT.md §8 that exists so far.
    public let json: JSONValue

    public init(id: ID, action: Action, json: JSONValue) {
        self.id = id
        self.action = action
        self.json = json
    }
}
