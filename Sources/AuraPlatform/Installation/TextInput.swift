import AuraCore

/// The rules for what people type, in one place: a clear error that says what, where and what to do.
enum TextInput {
    /// A tenant's or a bot's name.
    static func name(_ text: String, of what: String) throws(PlatformError) -> ObjectName {
        guard let name = ObjectName(text) else {
            throw PlatformError(
                .invalidInput, "this is no name for a \(what)",
                hint: "a name is 1 to 63 of a-z, 0-9 and -, and begins with a letter")
        }
        return name
    }

    /// An e-mail address: one `@` with something on both sides, no white space or control characters.
    static func email(_ text: String) throws(PlatformError) -> String {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), text.utf8.count <= Limits.referenceBytes,
            text.unicodeScalars.allSatisfy({ !$0.properties.isWhitespace && $0.properties.generalCategory != .control })
        else {
            throw PlatformError(
                .invalidInput, "this is no e-mail address", hint: "give one as name@host, without spaces")
        }
        return text
    }

    /// A short text such as a label or a title: not empty, bounded, no control characters.
    static func label(_ text: String, of what: String, limit: Int = Limits.labelBytes) throws(PlatformError) -> String {
        guard !text.isEmpty, text.utf8.count <= limit,
            text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
        else {
            throw PlatformError(
                .invalidInput, "this is no \(what)", hint: "give 1 to \(limit) bytes without control characters")
        }
        return text
    }

    /// A longer text such as a question or a prompt. Control characters other than tab and line feed are cut.
    static func text(_ text: String, of what: String, limit: Int) throws(PlatformError) -> String {
        guard text.utf8.count <= limit else {
            throw PlatformError(
                .invalidInput, "the \(what) is longer than \(limit) bytes", hint: "shorten it and send it again")
        }
        let cleaned = PlainText.forTerminal(text)
        guard cleaned.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
            throw PlatformError(.invalidInput, "the \(what) is empty", hint: "give some text")
        }
        return cleaned
    }
}
