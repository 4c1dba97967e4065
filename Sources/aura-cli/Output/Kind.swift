import AuraCore

/// Where the kinds of all reports are declared; each topic's file extends it.
enum Kinds {}

/// A kind of report: its name, its schema's number and its fields.
///
/// One declaration gives the JSON, the JSON Schema, the CSV columns and the table. Fields are only ever added; the
/// number rises only when one goes or changes its type.
struct Kind<Value>: Sendable {
    let declaration: KindDeclaration
    let fields: [Field<Value>]

    /// - Parameters:
    ///   - name: In JSON's `kind`, such as `Tenant`.
    ///   - identifier: The field that `-o name` prints: of an item if the kind has `items`, else of the report.
    ///   - columns: The fields that a table of such items shows; by default each that fits into one cell.
    init(_ name: String, number: Int = 1, identifier: String, columns: [String]? = nil, fields: [Field<Value>]) {
        self.fields = fields
        declaration = KindDeclaration(
            name: name, number: number, identifier: identifier, columns: columns,
            fields: fields.map(\.declaration))
    }

    /// A kind of single lines on standard error or between results (errors, messages, progress): without a schema
    /// number of their own.
    init(line name: String, fields: [Field<Value>]) {
        self.fields = fields
        declaration = KindDeclaration(
            name: name, number: 1, identifier: "kind", columns: nil, fields: fields.map(\.declaration), isLine: true)
    }

    /// One JSON line, with its line feed.
    func line(of value: Value) -> String {
        JSONValue.object([JSONMember("kind", .string(declaration.name))] + fields.members(of: value)).line + "\n"
    }

    /// The kind of a list of these: `TenantList` for `Tenant`.
    var list: KindDeclaration {
        KindDeclaration(
            name: declaration.name + "List", number: declaration.number, identifier: declaration.identifier,
            columns: declaration.columns,
            fields: [
                FieldDeclaration("items", .list(.object(declaration.fields))),
                FieldDeclaration("next", .identifier, isNullable: true),
            ])
    }
}

/// A kind without the type of its values: what renderers, schemas and `aura help` need.
struct KindDeclaration: Hashable, Sendable {
    let name: String
    let number: Int
    let identifier: String
    let columns: [String]?
    let fields: [FieldDeclaration]
    /// Whether it is a single line, whose JSON carries `kind` alone.
    var isLine = false

    /// Such as `aura/tenant-list/1`.
    var schema: String {
        var kebab = ""
        var previous: Character?
        for letter in name {
            if letter.isUppercase, previous?.isLowercase == true { kebab += "-" }
            kebab += letter.lowercased()
            previous = letter
        }
        return "aura/\(kebab)/\(number)"
    }

    /// The fields of one item, if the kind is a list of items.
    var itemFields: [FieldDeclaration]? {
        guard case .list(.object(let fields)) = fields.first(where: { $0.name == "items" })?.type else { return nil }
        return fields
    }

    /// The fields that `--fields` chooses from and that make a row.
    var rowFields: [FieldDeclaration] { itemFields ?? fields }
}
