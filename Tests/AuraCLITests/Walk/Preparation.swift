/// What the walk over the command tree finds: one installation, made once by these commands and copied for each run.
///
/// A leaf's first example runs against a copy, in the folder of `files`. Whoever adds a leaf adds here what its first
/// example needs, and nothing else.
enum Preparation {
    struct Step {
        let arguments: [String]
        var input = ChildProcess.Input.null
    }

    /// The commands that make the installation; each must exit with 0. `AURA_DATA` is set.
    static let steps: [Step] = []

    /// Files that examples name, by name.
    static let files: [(name: String, text: String)] = []

    /// How to find an id that stands in an example (`cnv_…`): by its prefix, the command that prints ids of the
    /// installation, one a line.
    static let identifiers: [String: [String]] = [:]

    /// What an example gets from a pipe or a redirected file: a secret that no output may show again.
    static let secret = "sk-walk-Zq7v0Yx3Lw9Tn5Rb1Kd8"

    /// Prints the audit log's actions, one a line; with it the walk compares what a dry run predicts with what the
    /// command then does.
    static let auditedActions: [String]? = nil

    /// Kinds whose table format is running text or a document, which a terminal wraps itself.
    static let kindsOfText: Set<String> = ["Help", "Schema"]

    /// Flags whose names end in `key` and that hold none.
    static let flagsThatNameKeys: Set<String> = ["--idempotency-key", "--root-key", "--tls-key"]
}
