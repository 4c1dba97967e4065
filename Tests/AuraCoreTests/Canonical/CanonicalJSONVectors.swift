import AuraCore
import AuraTestSupport
import Testing

@Suite struct CanonicalJSONVectors {
    @Test(arguments: try Vectors.cases("cases", in: "rfc8785-jcs.json"))
    func `a document has exactly one canonical form`(_ vector: VectorCase) throws {
        let input = Array(try vector.string("input").utf8)
        let canonical = try JSONValue(parsing: input).canonical
        #expect(canonical == (try vector.bytes("canonicalHex")))
        #expect(try JSONValue(parsing: canonical).canonical == canonical)
    }

    @Test(arguments: try Vectors.cases("rejected", in: "rfc8785-jcs.json"))
    func `what has no canonical form is refused`(_ vector: VectorCase) throws {
        let input = Array(try vector.string("input").utf8)
        #expect(throws: JSONError.self) { try JSONValue(parsing: input) }
    }
}
