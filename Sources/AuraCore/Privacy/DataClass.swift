/// The retention classes: what kind of data a row is, which decides how long it is kept.
public enum DataClass: String, CaseIterable, Codable, Sendable {
    case account, content, conversation, usage, billing, technical, mail, session, compliance, credential
}

extension DataClass {
    /// Reads a class as the command line and manifests write it: singular or plural.
    public init?(named text: String) {
        let plurals: [String: DataClass] = [
            "accounts": .account, "contents": .content, "conversations": .conversation, "usages": .usage,
            "billings": .billing, "mails": .mail, "sessions": .session, "credentials": .credential,
        ]
        guard let dataClass = DataClass(rawValue: text) ?? plurals[text] else { return nil }
        self = dataClass
    }
}
