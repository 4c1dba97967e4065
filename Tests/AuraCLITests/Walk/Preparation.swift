/// What the walk over the command tree finds: one installation, made once by these commands and copied for each run.
///
/// A leaf's examples run against a copy, in the folder of `files`. Whoever adds a leaf adds here what its examples need,
/// and nothing else.
enum Preparation {
    struct Step {
        let arguments: [String]
        var input = ChildProcess.Input.null
    }

    /// The commands that make the installation; each must exit with 0. `AURA_DATA` is set.
    static let steps: [Step] = [
        Step(arguments: ["init", "--demo", "--to", "recovery-sheet.txt"]),
        Step(arguments: ["tenant", "create", "acme", "--owner", "olga@acme.example", "--display", "Acme Ltd"]),
        Step(
            arguments: ["key", "set", "openai", "--tenant", "acme", "--no-check"],
            input: .pipe(Array(preparedSecret.utf8))),
        Step(
            arguments: [
                "bot", "create", "helpdesk", "--tenant", "acme", "--prompt-file", "helpdesk.md", "--fallback",
                "Please write to us.",
            ]),
        Step(arguments: ["doc", "add", "opening-hours.md", "refunds.md", "--tenant", "acme", "--bot", "helpdesk"]),
        Step(
            arguments: [
                "chat", "send", "When are you open?", "--bot", "acme/helpdesk", "--subject", "visitor@acme.example",
            ]),
        Step(
            arguments: [
                "chat", "send", "And how do I get a refund?", "--bot", "acme/helpdesk", "--subject",
                "visitor@acme.example", "-c",
            ]),
        // What the audit log and the receipts are verified by, outside the store.
        Step(arguments: ["audit", "checkpoint", "--to", "older.jsonl"]),
        Step(arguments: [
            "subject", "erase", "visitor-3@demo.example", "--tenant", "demo", "--confirm", "visitor-3@demo.example",
            "--reason", "asked for it", "-o", "json", "--to", "receipt.json",
        ]),
        Step(arguments: ["audit", "checkpoint", "--from", "older.jsonl", "--to", "newer.jsonl"]),
        Step(arguments: ["audit", "export", "--to", "audit.jsonl"]),
        Step(arguments: ["audit", "show", "operator/0", "--proof", "-o", "json", "--to", "proof.json"]),
        // The last one: what comes after it is gone once a run has put it back.
        Step(arguments: ["backup", "create", "prepared"]),
    ]

    /// Files that examples name, by name.
    static let files: [(name: String, text: String)] = [
        ("helpdesk.md", "You help the customers of Acme.\n"),
        (
            "opening-hours.md",
            "# Opening hours\n\nWe are open from 9 to 17 on weekdays. On Sundays we are closed.\n"
        ),
        ("refunds.md", "# Refunds\n\nYou get a refund within 14 days of your order.\n"),
        ("shipping.md", "# Shipping\n\nWe ship within two days, to every country of the EU.\n"),
        ("writer.md", "You write short product texts.\n"),
        ("error.log", "disk full\n"),
        ("openai.key", secret),
        ("docs/refunds.md", "# Refunds\n\nYou get a refund within 14 days of your order.\n"),
        ("docs/opening-hours.html", "<h1>Opening hours</h1><p>We are open from 9 to 17 on weekdays.</p>\n"),
        ("credentials/aura-root-passphrase", "correct horse battery staple\n"),
    ]

    /// Folders that examples name: below the working folder, where they are looked for instead of below `/`.
    static let folders = ["/var/lib", "/etc/aura"]

    /// The examples that do not end with 0, and what they end with; one with `--check` may also end with 2.
    static let endings: [(part: String, status: Int32)] = [
        // The key is no real one, or the vendor cannot be reached.
        ("| aura key set openai --tenant acme", 9), ("--key-file openai.key", 9),
        // For a terminal only.
        ("aura chat open", 64),
    ]

    /// How to find an id that stands in an example (`cnv_…`): by its prefix, the command that prints ids of the
    /// installation, one a line.
    static let identifiers = [
        "doc": ["doc", "list", "--tenant", "acme", "-o", "name"],
        "cnv": ["conversation", "list", "--tenant", "acme", "-o", "name"],
        "ins": ["status", "-o", "name"],
        "pl": ["retention", "plan", "-o", "name"],
        "rcp": ["retention", "receipt", "list", "-o", "name"],
    ]

    /// The LLM key that the installation holds.
    static let preparedSecret = "sk-prepared-4f1a9c7e2b8d"

    /// What an example gets from a pipe or a redirected file: a secret that no output may show again.
    static let secret = "sk-walk-Zq7v0Yx3Lw9Tn5Rb1Kd8"

    /// Prints the audit log's actions, one a line; with it the walk compares what a dry run predicts with what the
    /// command then does.
    static let auditedActions: [String]? = ["audit", "list", "--fields", "action", "--no-header"]

    /// Kinds whose table format is running text or a document, which a terminal wraps itself.
    static let kindsOfText: Set<String> = ["Help", "Schema", "Turn", "Conversation", "RootKey"]

    /// Leaves whose `--to` takes a recovery sheet, while the report goes to standard output.
    static let leavesWithSheets: Set<String> = ["rootkey rotate"]

    /// Flags whose names end in `key` and that hold none.
    static let flagsThatNameKeys: Set<String> = ["--idempotency-key", "--public-key", "--root-key", "--tls-key"]
}
