/// Text from models, visitors and documents, made fit for a place that obeys control characters.
public enum PlainText {
    /// The text as a terminal may see it: without control characters except line feed and tab, and without the
    /// bidirectional embeddings, overrides and isolates that make a terminal show another text than is there.
    ///
    /// CR LF becomes LF. Nothing else is touched: what followed an ESC stays as harmless text, and the directional
    /// marks U+200E, U+200F and U+061C stay. It works by scalar, since CR LF is one `Character`.
    ///
    /// Source: CLI.md §1.1; `vectors/control-chars.json`.
    public static func forTerminal(_ text: String) -> String {
        var kept = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where isHarmless(scalar) { kept.append(scalar) }
        return String(kept)
    }

    private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: true
        case 0x00...0x1F, 0x7F...0x9F: false
        case 0x202A...0x202E, 0x2066...0x2069: false
        default: true
        }
    }
}
