/// Names of columns that sound as if they held something of a person, or a secret (VAULT.md §9).
public enum SuspiciousName {
    /// Parts of names that make a column suspicious, whatever their case.
    public static let parts = [
        "email", "name", "ip", "phone", "address", "token", "secret", "key", "agent", "birth", "iban",
    ]

    /// Names of keys are no keys: a column that ends in this holds the id of one.
    static let keyIdSuffix = "keyid"

    /// Columns that are known to be harmless, each with the reason.
    public static let exceptions: [String: String] = [
        "tenant.name": "the workspace's handle in commands, chosen to be shown; its display name is sealed",
        "bot.name": "the bot's handle in commands, chosen to be shown",
        "usage.inputTokens": "a count of tokens",
        "usage.outputTokens": "a count of tokens",
        "usage.cachedInputTokens": "a count of tokens",
        "usage.reasoningTokens": "a count of tokens",
        "receipt.receiptId": "an identifier; only its spelling has 'ip' in it",
        "disclosure.recipient": "a party of the register of recipients, not a person",
        "installation.keyringEpoch": "a counter",
        "backup.keyringEpoch": "a counter",
    ]

    /// Whether a column's name is suspicious and no exception.
    static func isSuspicious(_ column: String, of table: String) -> Bool {
        let name = column.lowercased()
        return !name.hasSuffix(keyIdSuffix) && exceptions["\(table).\(column)"] == nil
            && parts.contains(where: name.contains)
    }
}
