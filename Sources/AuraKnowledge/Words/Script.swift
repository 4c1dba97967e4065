/// A script, as far as it tells the language.
enum Script: String {
    case latin, cyrillic, greek, armenian, hebrew, arabic, devanagari, tamil, thai, hangul, kana, han, georgian, bengali

    init?(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x41...0x5A, 0x61...0x7A, 0xC0...0x24F, 0x1E00...0x1EFF: self = .latin
        case 0x370...0x3FF, 0x1F00...0x1FFF: self = .greek
        case 0x400...0x52F: self = .cyrillic
        case 0x530...0x58F: self = .armenian
        case 0x590...0x5FF: self = .hebrew
        case 0x600...0x6FF, 0x750...0x77F: self = .arabic
        case 0x900...0x97F: self = .devanagari
        case 0x980...0x9FF: self = .bengali
        case 0xB80...0xBFF: self = .tamil
        case 0xE00...0xE7F: self = .thai
        case 0x10A0...0x10FF: self = .georgian
        case 0x1100...0x11FF, 0xAC00...0xD7AF: self = .hangul
        case 0x3040...0x30FF: self = .kana
        case 0x3400...0x9FFF, 0x20000...0x3FFFF: self = .han
        default: return nil
        }
    }

    /// A Chinese character says about as much as three letters.
    var weight: Int {
        switch self {
        case .han, .kana, .hangul: 3
        default: 1
        }
    }

    /// ISO 639-1 of the languages told apart in this script; the likelier first.
    var languages: [String] {
        switch self {
        case .latin:
            [
                "en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "no", "fi", "pl", "cs", "hu", "ro", "tr", "ca",
                "id", "lt", "ga", "eu",
            ]
        case .cyrillic: ["ru", "uk", "bg", "sr"]
        case .arabic: ["ar", "fa", "ur"]
        case .devanagari: ["hi", "ne"]
        case .hebrew: ["he"]
        case .greek: ["el"]
        case .armenian: ["hy"]
        case .tamil: ["ta"]
        case .bengali: ["bn"]
        case .thai: ["th"]
        case .georgian: ["ka"]
        case .hangul: ["ko"]
        case .kana: ["ja"]
        case .han: ["zh"]
        }
    }

    /// The language to take when function words name none.
    var fallback: String { self == .latin ? "und" : languages[0] }
}
