public import AuraCore
import AuraCrypto
import AuraStore

/// A message as its reader sees it.
public struct OpenedMessage: Hashable, Sendable {
    public let id: Message.ID
    public let author: Message.Author
    public let person: PersonID
    public let createdAt: Timestamp
    /// None once its key was destroyed.
    public let text: String?
    public let citations: [Citation]
}

/// Opens messages after preparing all their keys in one read.
struct MessageOpening {
    let context: PlatformContext
    let tenant: Tenant

    func open(_ messages: [Message]) async throws(PlatformError) -> [OpenedMessage] {
        do throws(PlatformError) {
            return try await openOnce(messages)
        } catch {
            guard error.code == .integrity else { throw error }
            // A key may have been destroyed after it was prepared: the key table says so now.
            return try await openOnce(messages)
        }
    }

    private func openOnce(_ messages: [Message]) async throws(PlatformError) -> [OpenedMessage] {
        let prepared = try await context.custody.prepare(
            tenant.id, owners: Set(messages.map(\.ownerKey)), periods: Set(messages.map(\.period)).subtracting([.none]))
        var opened: [OpenedMessage] = []
        for message in messages {
            let isShredded =
                prepared.destroyed.contains(message.ownerKey) || prepared.destroyedPeriods.contains(message.period)
            opened.append(try open(message, isShredded: isShredded))
        }
        return opened
    }

    private func open(_ message: Message, isShredded: Bool) throws(PlatformError) -> OpenedMessage {
        var text: String?
        var citations: [Citation] = []
        if !isShredded {
            text = try context.open(
                message.body, of: tenant, table: "message", column: "body", row: message.id.rawValue,
                dataClass: .conversation)
            if let sealed = message.citations {
                let json = try context.open(
                    sealed, of: tenant, table: "message", column: "citations", row: message.id.rawValue,
                    dataClass: .conversation)
                citations = Citation.list(json)
            }
        }
        return OpenedMessage(
            id: message.id, author: message.author, person: message.person, createdAt: message.createdAt, text: text,
            citations: citations)
    }
}

extension Citation {
    /// The citations of a message in the form in which they are sealed.
    static func encode(_ citations: [Citation]) -> String {
        JSONValue.array(citations.map(\.json)).line
    }

    static func list(_ text: String) -> [Citation] {
        let items = (try? JSONValue(parsing: Array(text.utf8)))?.array ?? []
        return items.compactMap(Citation.init)
    }

    public var json: JSONValue {
        [
            "number": JSONValue(number), "document": .string(document.rawValue), "version": JSONValue(version),
            "title": .string(title), "headings": .array(headings.map { .string($0) }),
            "start": JSONValue(range.lowerBound), "end": JSONValue(range.upperBound),
            "quotation": .string(quotation),
        ]
    }

    init?(_ json: JSONValue) {
        guard let number = json["number"]?.integer, let document = json["document"]?.string.flatMap(Document.ID.init),
            let version = json["version"]?.integer, let title = json["title"]?.string,
            let headings = json["headings"]?.array?.compactMap(\.string),
            let start = json["start"]?.integer, let end = json["end"]?.integer, start <= end,
            let quotation = json["quotation"]?.string
        else { return nil }
        self.init(
            number: Int(number), document: document, version: Int(version), title: title, headings: headings,
            range: Int(start)..<Int(end), quotation: quotation)
    }
}
