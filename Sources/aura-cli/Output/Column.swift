import AuraCore

/// One column of CSV or of a table: where its value stands within a row, and what it holds.
struct Column: Hashable, Sendable {
    let path: [String]
    /// The heading in tables, in words.
    let title: String
    let type: FieldType

    /// The heading in CSV, such as `owner.id`.
    var name: String { path.joined(separator: ".") }

    /// The fields as columns; the fields of an object get columns of their own.
    static func all(of fields: [FieldDeclaration]) -> [Column] {
        fields.flatMap { field -> [Column] in
            guard case .object(let inner) = field.type else {
                return [Column(path: [field.name], title: field.title, type: field.type)]
            }
            return all(of: inner).map {
                Column(path: [field.name] + $0.path, title: field.title + " " + $0.title, type: $0.type)
            }
        }
    }

    /// The column's value in a row, null if an object on the way there is null.
    func value(in row: [JSONMember]) -> JSONValue {
        path.reduce(.object(row)) { $0[$1] ?? .null }
    }
}
