/// The common SQL as PostgreSQL reads it: `$1`, `$2` … in the place of `:name`.
struct StatementText: Hashable, Sendable {
    let sql: String
    /// The argument of each place.
    let arguments: [String]

    init(_ text: String) {
        var (sql, arguments): ([UInt8], [String]) = ([], [])
        let bytes = Array(text.utf8)
        var place = 0
        while place < bytes.count {
            let byte = bytes[place]
            if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
                let end = bytes[(place + 1)...].firstIndex(of: byte) ?? bytes.count - 1
                sql += bytes[place...end]
                place = end + 1
            } else if byte == UInt8(ascii: ":") {
                let end = bytes[(place + 1)...].firstIndex { !StatementText.isLetter($0) } ?? bytes.count
                let name = String(decoding: bytes[(place + 1)..<end], as: UTF8.self)
                let known = arguments.firstIndex(of: name)
                if known == nil { arguments.append(name) }
                sql += "$\((known ?? arguments.count - 1) + 1)".utf8
                place = end
            } else {
                sql.append(byte)
                place += 1
            }
        }
        self.sql = String(decoding: sql, as: UTF8.self)
        self.arguments = arguments
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
