package import AuraCore
import Testing

/// One case of a vector file, with its fields by name. A missing or mistyped field throws.
package struct VectorCase: Sendable, CustomTestStringConvertible {
    package struct MissingField: Error { package let name: String }

    package let json: JSONValue
    let place: Int

    package var testDescription: String {
        json["id"]?.string ?? json["tcId"]?.integer.map { "tcId \($0)" } ?? "case \(place)"
    }

    package func string(_ name: String) throws -> String {
        guard let value = json[name]?.string else { throw MissingField(name: name) }
        return value
    }

    package func integer(_ name: String) throws -> Int {
        guard let value = json[name]?.integer else { throw MissingField(name: name) }
        return Int(value)
    }

    package func bool(_ name: String) throws -> Bool {
        guard let value = json[name]?.bool else { throw MissingField(name: name) }
        return value
    }

    /// A field of hexadecimal digits.
    package func bytes(_ name: String) throws -> [UInt8] {
        guard let bytes = Hexadecimal.decode(try string(name)) else { throw MissingField(name: name) }
        return bytes
    }

    package func strings(_ name: String) throws -> [String] {
        guard let items = json[name]?.array else { throw MissingField(name: name) }
        return items.compactMap(\.string)
    }
}
