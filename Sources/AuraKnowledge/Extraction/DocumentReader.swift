package import AuraCore

/// Turns a document's source into plain text and passages.
package enum DocumentReader {
    /// Reads one document.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8; a byte order mark at the start is skipped.
    ///   - title: Outranks a title found in the document.
    ///   - language: ISO 639-1; told from the text if none is given.
    /// - Throws: what makes it no document (``KnowledgeError/Code``); never traps, whatever the bytes are.
    package static func read(
        _ bytes: [UInt8], mediaType: Document.MediaType, title: String?, language: String?
    ) throws(KnowledgeError) -> ExtractedDocument {
        let source = try SourceText.checked(bytes)
        var text = BlockText(maximumBytes: Limits.documentBytes)
        var ownTitle: String?
        var droppedText = false
        switch mediaType {
        case .plain: PlainTextReader.read(source, into: &text)
        case .markdown: droppedText = MarkdownReader.read(source, into: &text)
        case .html:
            let outcome = try HTMLReader.read(source, into: &text)
            ownTitle = outcome.title
            droppedText = outcome.droppedText
        }
        if text.isOverLimit { throw KnowledgeError(.tooLarge, limit: Limits.documentBytes) }
        guard !text.blocks.isEmpty else { throw KnowledgeError(.empty) }
        let plain = text.string(0..<text.bytes.count)
        let language = language ?? LanguageGuess.language(of: plain)
        return ExtractedDocument(
            title: title ?? ownTitle.flatMap { Self.asTitle($0) } ?? text.onlyMainHeading.flatMap { Self.asTitle($0) },
            text: plain, mediaType: mediaType, language: language,
            passages: try PassageCutter.passages(of: text, language: language), hiddenTextDropped: droppedText)
    }

    /// A title found in the document, cut to what a title may have; nothing if it is empty.
    private static func asTitle(_ text: String) -> String? {
        var title = String.UnicodeScalarView()
        var bytes = 0
        for scalar in text.unicodeScalars {
            bytes += scalar.utf8.count
            guard bytes <= Limits.labelBytes else { break }
            title.append(scalar)
        }
        return title.isEmpty ? nil : String(title)
    }

    /// The media type that a file's name tells; nothing for an ending that is not read.
    package static func mediaType(forFileName name: String) -> Document.MediaType? {
        guard let dot = name.lastIndex(of: ".") else { return nil }
        switch name[name.index(after: dot)...].lowercased() {
        case "md", "markdown", "mdown": return .markdown
        case "txt", "text": return .plain
        case "html", "htm", "xhtml": return .html
        default: return nil
        }
    }
}

extension BlockText {
    /// The heading of level 1, if there is but one.
    var onlyMainHeading: String? {
        let headings = blocks.filter { $0.kind == .heading(level: 1) }
        return headings.count == 1 ? string(headings[0].bytes) : nil
    }
}
