/// How the periods of the policy reach the store: for each class, rows made before the moment *may* be due.
///
/// A cut-off only preselects; whether a row is due is decided for each row by the forward rule
/// (`RetentionPolicy.dueAt`), since "now − 12 months" is wrong for rows of 29 February.
public struct RetentionCutoffs: Hashable, Sendable {
    public let asOf: Timestamp
    public let createdBefore: [DataClass: Timestamp]
    /// Rows made before the moment may have identifiers that are due to be replaced, though the rows stay.
    public let identifiersBefore: [DataClass: Timestamp]

    public init(
        asOf: Timestamp, createdBefore: [DataClass: Timestamp], identifiersBefore: [DataClass: Timestamp] = [:]
    ) {
        self.asOf = asOf
        self.createdBefore = createdBefore
        self.identifiersBefore = identifiersBefore
    }
}
