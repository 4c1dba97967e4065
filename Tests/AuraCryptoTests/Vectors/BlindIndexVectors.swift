import AuraCore
import AuraCrypto
import AuraTestSupport
import Testing

@Suite struct BlindIndexVectors {
    @Test(arguments: try Vectors.cases("cases", in: "blind-index.json"))
    func `a text has the index of its folded form`(_ vector: VectorCase) throws {
        let text = try vector.string("value")
        #expect(try Array(text.utf8) == vector.bytes("valueUtf8"))
        #expect(try CaseFolding.fold(text) == vector.bytes("normalisedUtf8"))
        #expect(try index(of: vector) == vector.bytes("bidx"))
    }

    @Test(arguments: try Vectors.cases("equal", in: "blind-index.json"))
    func `texts that read alike share an index`(_ group: VectorCase) throws {
        let ids = try #require(group.json.array).compactMap(\.string)
        let cases = try Vectors.cases("cases", in: "blind-index.json")
            .filter { $0.json["id"]?.string.map(ids.contains) ?? false }
        #expect(cases.count == ids.count)
        #expect(try Set(cases.map(index)).count == 1)
    }

    private func index(of vector: VectorCase) throws -> [UInt8] {
        let known = try KnownVault()
        let id = try #require(KeyID("000000000000000000000000000000dd"))
        try known.admit(vector.bytes("indexKey"), id: id, kind: .index)
        return try known.vault.blindIndex(
            vector.string("value"), table: vector.string("table"), column: vector.string("column"), indexKey: id)
    }
}
