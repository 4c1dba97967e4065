/// What is wrong with a chain or with what claims to prove it: the first thing that was found (exit 13).
public enum AuditProblem: String, CaseIterable, Sendable {
    /// An entry is not as it was written, is in another place, or is not there.
    case entryChanged
    /// A checkpoint says that there are more entries.
    case entriesMissing
    /// A signed checkpoint has another root: the log was rewritten.
    case rewritten
    /// A checkpoint has another form.
    case checkpointUnreadable
    /// A checkpoint is of another installation or of another chain.
    case checkpointForeign
    /// A checkpoint is not signed by this installation's key.
    case checkpointUnsigned
    /// A file does not have the chain that a checkpoint is of.
    case chainMissing
    /// No checkpoint of an exported file is of its whole length.
    case endUnsigned
    /// A proof does not lead from the entry, or from the older checkpoint, to the signed root.
    case proofWrong

    /// The problem in words.
    public var sentence: String {
        switch self {
        case .entryChanged: "an entry is not as it was written, or is not in its place"
        case .entriesMissing: "entries that a checkpoint counts are missing at the end"
        case .rewritten: "a signed checkpoint has another root: entries before it were rewritten"
        case .checkpointUnreadable: "a checkpoint cannot be read"
        case .checkpointForeign: "a checkpoint is of another installation or chain"
        case .checkpointUnsigned: "a checkpoint is not signed by this key"
        case .chainMissing: "a chain that a checkpoint is of is missing"
        case .endUnsigned: "the file's end is not under a checkpoint"
        case .proofWrong: "a proof does not lead to the signed root"
        }
    }
}

/// What is wrong with a receipt (exit 13).
public enum ReceiptProblem: String, CaseIterable, Sendable {
    /// It lacks fields, or has none of a receipt's forms.
    case unreadable
    /// It has no signature, or not this installation's over these fields.
    case signatureWrong
    /// It has no proof that its completion stands in the audit log, or one that does not lead to the signed root.
    case proofWrong

    /// The problem in words.
    public var sentence: String {
        switch self {
        case .unreadable: "this is no receipt, or a part of it is missing"
        case .signatureWrong: "the receipt is not what this key has signed"
        case .proofWrong: "the receipt's completion is not proved to stand in the audit log"
        }
    }
}
