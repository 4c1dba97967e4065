import AuraCore
import Foundation

/// The part of JSON Schema that AURA's schemas use; strict, so that a field which no schema declares is found too.
struct SchemaCheck {
    /// What is wrong, as paths and words; empty if the document is as the schema says.
    private(set) var problems: [String] = []

    init(_ document: JSONValue, against schema: JSONValue) {
        check(document, schema, at: "$")
    }

    /// The committed schema of a kind.
    static func committed(_ kind: String) throws -> JSONValue {
        let path = folder + "/" + kind + ".json"
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ChildProcess.Failure(what: "\(path) is missing: run Scripts/generate-docs")
        }
        return try JSONValue(parsing: Array(data))
    }

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Docs/Schemas").path

    private mutating func check(_ value: JSONValue, _ schema: JSONValue, at path: String) {
        if let choices = schema["anyOf"]?.array {
            if !choices.contains(where: { SchemaCheck(value, against: $0).problems.isEmpty }) {
                problems.append("\(path): none of the forms")
            }
            return
        }
        if let constant = schema["const"], value != constant { problems.append("\(path): not \(constant.line)") }
        if let words = schema["enum"]?.array, !words.contains(value) { problems.append("\(path): not in the list") }
        switch (schema["type"]?.string, value) {
        case (nil, _), ("null", .null), ("integer", .integer), ("boolean", .bool): break
        case ("string", .string(let text)): checkFormat(text, schema["format"]?.string, at: path)
        case ("array", .array(let items)):
            for (place, item) in items.enumerated() { check(item, schema["items"] ?? .null, at: "\(path)[\(place)]") }
        case ("object", .object(let members)): checkMembers(members, value, schema, at: path)
        default: problems.append("\(path): not of type \(schema["type"]?.string ?? "")")
        }
    }

    private mutating func checkMembers(
        _ members: [JSONMember], _ value: JSONValue, _ schema: JSONValue, at path: String
    ) {
        for name in schema["required"]?.array?.compactMap(\.string) ?? [] where value[name] == nil {
            problems.append("\(path): lacks \(name)")
        }
        for member in members {
            if let field = schema["properties"]?[member.name] {
                check(member.value, field, at: "\(path).\(member.name)")
            } else {
                problems.append("\(path): \(member.name) is not declared")
            }
        }
    }

    private mutating func checkFormat(_ text: String, _ format: String?, at path: String) {
        switch format {
        case "date-time" where Timestamp(text) == nil || !text.hasSuffix("Z"): problems.append("\(path): no UTC time")
        case "date" where CivilDate(text) == nil: problems.append("\(path): no date")
        default: break
        }
    }
}
