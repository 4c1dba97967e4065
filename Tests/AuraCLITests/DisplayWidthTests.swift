import Testing

@testable import aura_cli

@Suite struct DisplayWidthTests {
    @Test(arguments: [
        ("", 0), ("abc", 3), ("äöü", 3), ("e\u{301}", 1), ("漢字", 4), ("한국", 4), ("ﾊﾛｰ", 3), ("👩‍👩‍👧", 6), ("❤️", 2),
        ("नमस्ते", 4), ("สวัสดี", 4), ("\u{200E}a", 1),
    ])
    func `a text takes as many columns as a terminal gives it`(text: String, width: Int) {
        #expect(DisplayWidth.of(text) == width)
    }

    @Test(arguments: [("abcdef", 4, "abc…"), ("漢字漢字", 4, "漢…"), ("abc", 3, "abc"), ("abc", 1, "…"), ("abc", 0, "")])
    func `a text is cut between characters, and says so`(text: String, width: Int, cut: String) {
        #expect(DisplayWidth.cut(text, to: width) == cut)
    }
}
