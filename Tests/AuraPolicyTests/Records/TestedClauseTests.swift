import AuraCore
import AuraPolicy
import Foundation
import Testing

/// A promise is tied to a test by its name: somewhere in Tests a file says `Clause(5, 1)`, "clause 5.1", or the name of
/// one of the clause's controls.
@Suite struct TestedClauseTests {
    /// All tests but those that list every clause or control, and so tie none.
    private func testText() throws -> String {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let files = try #require(FileManager.default.enumerator(atPath: folder.path))
        var text = ""
        for case let file as String in files
        where file.hasSuffix(".swift") && !file.contains("Policy" + "Tests/Records/") {
            text += try String(contentsOf: folder.appending(path: file), encoding: .utf8)
        }
        return text
    }

    @Test func `every clause whose control is built is named by a test`() throws {
        let text = try testText()
        let tested = PolicyControls.register.filter { entry in
            let (section, number) = (entry.clause.section, entry.clause.number)
            let names = ["Clause(\(section), \(number))"] + entry.controls.map(\.rawValue)
            return names.contains(where: text.contains)
                || text.range(of: "clause \(entry.clause)(?![0-9])", options: .regularExpression) != nil
        }
        var linter = DataMapLinter(
            map: DataMap(tables: []), schema: StoredSchema(tables: []), policy: StandardPolicy.document)
        linter.testedClauses = Set(tested.map(\.clause))
        #expect(linter.findings() == [])
    }
}
