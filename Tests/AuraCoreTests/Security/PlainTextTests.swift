import AuraCore
import Testing

@Suite struct PlainTextTests {
    @Test func `of all scalars exactly the controls and the bidirectional overrides go`() throws {
        for value in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let isControl = scalar.properties.generalCategory == .control && value != 0x0A && value != 0x09
            let isOverride = (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
            let kept = !PlainText.forTerminal(String(scalar)).isEmpty
            guard kept == !(isControl || isOverride) else {
                Issue.record("U+\(String(value, radix: 16)) was \(kept ? "kept" : "removed")")
                return
            }
        }
    }
}
