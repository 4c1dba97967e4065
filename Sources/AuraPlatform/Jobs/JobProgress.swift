/// How far a long job is.
public struct JobProgress: Hashable, Sendable {
    /// The table or class that is worked on.
    public let step: String
    public let done: Int
    public let total: Int
}
