import AuraCore
import Synchronization
import Testing

@testable import aura_cli

@Suite struct ProgressTests {
    private final class Screen: Sendable {
        private let text = Mutex("")
        var shown: String { text.withLock { $0 } }
        func write(_ more: String) { text.withLock { $0 += more } }
    }

    private func shown(_ choice: ProgressChoice, isTerminal: Bool, width: Int = 40) -> String {
        let screen = Screen()
        let progress = Progress(choice, isTerminal: isTerminal, width: width) { screen.write($0) }
        for done in 0...734 { progress.report("conversations", done: done, total: 734) }
        progress.clear()
        return screen.shown
    }

    @Test(arguments: [(ProgressChoice.auto, false), (.none, true), (.none, false)])
    func `off a terminal, or if none is wanted, nothing is shown`(choice: ProgressChoice, isTerminal: Bool) {
        #expect(shown(choice, isTerminal: isTerminal).isEmpty)
    }

    @Test func `a terminal sees one line, narrower than itself, without escapes, and clean afterwards`() {
        let screen = shown(.auto, isTerminal: true, width: 60)
        #expect(!screen.contains("\n") && !screen.unicodeScalars.contains("\u{1B}"))
        let lines = screen.split(separator: "\r").map(String.init)
        #expect(lines.allSatisfy { DisplayWidth.of($0) <= 59 })
        #expect(lines.first?.contains("0/734") == true)
        #expect(lines.contains { $0.contains("734/734") })
        #expect(lines.last?.allSatisfy { $0 == " " } == true)
    }

    @Test func `as JSON it is at most one line a second, and its first word comes at once`() throws {
        let lines = shown(.json, isTerminal: false).split(separator: "\n")
        let first = try JSONValue(parsing: Array((lines.first ?? "").utf8))
        #expect(SchemaCheck(first, against: Kinds.progress.declaration.jsonSchema).problems == [])
        #expect(first["done"]?.integer == 0 && first["total"]?.integer == 734)
        #expect(lines.count < 735)
    }

    @Test(arguments: [(0, 0), (-1, 5), (10, 5), (Int.max, 1), (1, Int.max)])
    func `counts that make no sense end no process`(done: Int, total: Int) {
        let progress = Progress(.auto, isTerminal: true, width: 1) { _ in }
        progress.report("step", done: done, total: total)
        progress.report("step", done: done, total: total)
    }
}
