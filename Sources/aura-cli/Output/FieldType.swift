/// What a field holds. It decides the field's JSON Schema, its cell in CSV and its look in a table.
indirect enum FieldType: Hashable, Sendable {
    /// Text that somebody typed or a model wrote.
    case text
    /// A name or id that AURA made or checked.
    case identifier
    /// One word of a closed list.
    case choice([String])
    case integer
    /// A number of bytes.
    case size
    case flag
    /// RFC 3339, UTC.
    case time
    /// A calendar day.
    case date
    case duration
    case object([FieldDeclaration])
    case list(FieldType)
    /// JSON of any form, such as a schema.
    case json

    /// Whether it can be said in one line: a scalar, or a list of scalars.
    var isCell: Bool {
        if case .list(let type) = self { type.isScalar } else { isScalar }
    }

    /// Whether a cell of this type stands in one column of a table.
    var isScalar: Bool {
        switch self {
        case .object, .list, .json: false
        default: true
        }
    }
}

/// A field's name and type, as reports, schemas and tables know it.
struct FieldDeclaration: Hashable, Sendable {
    let name: String
    let type: FieldType
    let isNullable: Bool
    /// The heading in tables: the name's words, unless the field was given a title.
    var title: String

    init(_ name: String, _ type: FieldType, isNullable: Bool = false) {
        self.name = name
        self.type = type
        self.isNullable = isNullable
        var title = ""
        for letter in name {
            if letter.isUppercase { title += " " }
            title += letter.lowercased()
        }
        self.title = title
    }
}
