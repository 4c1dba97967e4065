extension AuditEntry {
    /// Reads the bytes that are hashed: canonical JSON of exactly the entry's fields, in the one spelling that
    /// ``json`` writes; anything else gives nothing.
    public init?(canonical bytes: [UInt8]) {
        // Nearly every entry has the plain form, and a log has very many of them.
        if let entry = AuditEntry(plain: bytes) {
            self = entry
            return
        }
        guard let json = try? JSONValue(parsing: bytes, maximumDepth: Limits.jsonDepth), json.canonical == bytes,
            let entry = AuditEntry(json)
        else { return nil }
        self = entry
    }

    /// Reads an entry whose texts are ASCII without escapes; of those it takes what the way over `JSONValue` takes.
    private init?(plain bytes: [UInt8]) {
        var line = PlainLine(bytes: bytes)
        guard line.take("{\"action\":"), let action = line.text().flatMap(AuditAction.init(rawValue:)),
            line.take(",\"actor\":{\"id\":"), let actor = line.text(), line.take(",\"kind\":"), let kind = line.text(),
            line.take("},\"at\":"), let moment = line.text(), let at = Timestamp(moment), at.description == moment,
            line.take(",\"chain\":"), let chain = line.text().flatMap(AuditChain.init),
            line.take(",\"clause\":"), let clauseText = line.textOrNull(),
            line.take(",\"commitment\":"), let commitment = line.text(),
            line.take(",\"object\":"), let object = line.text(),
            line.take(",\"request\":"), let request = line.textOrNull(),
            line.take(",\"seq\":"), let sequence = line.number(), line.take(",\"v\":1}"), line.isAtEnd
        else { return nil }
        let clause = clauseText.flatMap(Clause.init)
        guard (clause == nil) == (clauseText == nil) else { return nil }
        self.init(
            sequence: sequence, chain: chain, at: at, actor: AuditActor(kind: kind, id: actor), action: action,
            object: object, clause: clause, request: request, commitment: commitment)
    }

    private init(
        sequence: Int, chain: AuditChain, at: Timestamp, actor: AuditActor, action: AuditAction, object: String,
        clause: Clause?, request: String?, commitment: String
    ) {
        self.sequence = sequence
        self.chain = chain
        self.at = at
        self.actor = actor
        self.action = action
        self.object = object
        self.clause = clause
        self.request = request
        self.commitment = commitment
    }
}

/// A walk over the bytes of an entry, part by part.
private struct PlainLine {
    let bytes: [UInt8]
    private var place = 0

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { place == bytes.count }

    /// Whether the part comes next; then it is passed.
    mutating func take(_ part: StaticString) -> Bool {
        let count = part.utf8CodeUnitCount
        guard bytes.count - place >= count else { return false }
        for offset in 0..<count where bytes[place + offset] != part.utf8Start[offset] { return false }
        place += count
        return true
    }

    /// A string of printable ASCII that needs no escape.
    mutating func text() -> String? {
        guard take("\"") else { return nil }
        let start = place
        while place < bytes.count, bytes[place] != 0x22 {
            guard (0x20...0x7E).contains(bytes[place]), bytes[place] != 0x5C else { return nil }
            place += 1
        }
        let end = place
        guard take("\"") else { return nil }
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }

    /// Such a string, or `null` as nothing; another value gives nothing at all.
    mutating func textOrNull() -> String?? {
        if take("null") { return .some(nil) }
        return text().map { .some($0) }
    }

    /// A number of at most 15 digits without a leading zero.
    mutating func number() -> Int? {
        let start = place
        var number = 0
        while place < bytes.count, (0x30...0x39).contains(bytes[place]), place - start < 15 {
            number = number * 10 + Int(bytes[place] - 0x30)
            place += 1
        }
        let digits = place - start
        return digits == 0 || digits > 1 && bytes[start] == 0x30 ? nil : number
    }
}
