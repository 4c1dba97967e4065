import AuraCore
import AuraTestSupport
import Testing

@Suite struct PlainTextVectors {
    @Test(arguments: try Vectors.cases("cases", in: "control-chars.json"))
    func `a terminal sees no control character and no bidirectional override`(_ vector: VectorCase) throws {
        let output = PlainText.forTerminal(try vector.string("input"))
        #expect(Array(output.utf8) == Array(try vector.string("output").utf8))
        #expect(Array(PlainText.forTerminal(output).utf8) == Array(output.utf8))
    }
}
