import AuraCore
import AuraTestSupport
import Testing

@testable import aura_cli

@Suite struct ControlCharacterVectors {
    @Test(arguments: try Vectors.cases("cases", in: "control-chars.json"))
    func `a terminal sees text without what could steer it`(vector: VectorCase) throws {
        var report = Report(Sample.kind, Sample())
        report.text = try vector.string("input") + "\n"
        let shown = Renderer(format: .table).text(of: report)
        #expect(Array(shown.utf8) == Array((try vector.string("output") + "\n").utf8))
    }
}
