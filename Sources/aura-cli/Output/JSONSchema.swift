import AuraCore

extension KindDeclaration {
    /// The kind's JSON Schema (draft 2020-12): every field is required, null only where the field may be null, and
    /// more fields may come.
    var jsonSchema: JSONValue {
        let kind = JSONMember("kind", ["const": .string(name)])
        let head = isLine ? [kind] : [kind, JSONMember("schema", ["const": .string(schema)])]
        return .object(
            [
                JSONMember("$schema", "https://json-schema.org/draft/2020-12/schema"),
                JSONMember("$id", .string(schema)),
                JSONMember("title", .string(name)),
            ] + FieldDeclaration.object(fields, head: head))
    }
}

extension FieldDeclaration {
    /// `type`, `properties` and `required` of an object with these fields.
    fileprivate static func object(_ fields: [FieldDeclaration], head: [JSONMember] = []) -> [JSONMember] {
        let properties = head + fields.map { JSONMember($0.name, .object($0.schema)) }
        return [
            JSONMember("type", "object"), JSONMember("properties", .object(properties)),
            JSONMember("required", .array(properties.map { .string($0.name) })),
        ]
    }

    private var schema: [JSONMember] {
        isNullable ? [JSONMember("anyOf", .array([.object(type.schema), ["type": "null"]]))] : type.schema
    }
}

extension FieldType {
    fileprivate var schema: [JSONMember] {
        switch self {
        case .text, .identifier, .duration: [JSONMember("type", "string")]
        case .choice(let words):
            [JSONMember("type", "string"), JSONMember("enum", .array(words.map(JSONValue.string)))]
        case .integer, .size: [JSONMember("type", "integer")]
        case .flag: [JSONMember("type", "boolean")]
        case .time: [JSONMember("type", "string"), JSONMember("format", "date-time")]
        case .date: [JSONMember("type", "string"), JSONMember("format", "date")]
        case .object(let fields): FieldDeclaration.object(fields)
        case .list(let type): [JSONMember("type", "array"), JSONMember("items", .object(type.schema))]
        case .json: []
        }
    }
}
