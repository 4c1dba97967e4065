import AuraCore
import AuraTestSupport
import Testing

@testable import aura_cli

@Suite struct CSVVectors {
    @Test(arguments: try Vectors.cases("cases", in: "csv-injection.json"))
    func `a text cell cannot start a formula and is quoted where needed`(vector: VectorCase) throws {
        let cell = CSV.cell(.string(try vector.string("input")), type: .text)
        #expect(Array(cell.utf8) == Array(try vector.string("output").utf8))
    }
}
