/// How many columns of a terminal a text takes.
enum DisplayWidth {
    /// Wide scripts and pictures take two columns, combining marks and joiners none.
    static func of(_ text: String) -> Int {
        text.reduce(0) { $0 + width($1) }
    }

    /// The text within so many columns, its end cut with `…` if it does not fit.
    static func cut(_ text: String, to columns: Int) -> String {
        guard of(text) > columns else { return text }
        guard columns > 0 else { return "" }
        var result = ""
        var used = 0
        for character in text {
            let width = width(character)
            guard used + width <= columns - 1 else { break }
            result.append(character)
            used += width
        }
        return result + "…"
    }

    /// The sum of its scalars, as most terminals count: where they draw them in fewer columns, too much is reckoned
    /// and nothing wraps.
    private static func width(_ character: Character) -> Int {
        character.unicodeScalars.reduce(0) { sum, scalar in
            // The emoji selector makes a picture of a sign, which is then as wide as one.
            if scalar.value == 0xFE0F { return sum + 1 }
            if isWide(scalar) { return sum + 2 }
            return switch scalar.properties.generalCategory {
            case .nonspacingMark, .enclosingMark, .format, .control: sum
            default: sum + 1
            }
        }
    }

    /// East Asian Width W and F of the Unicode Standard (UAX #11), by block.
    private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
            0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
            0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            true
        default: false
        }
    }
}
