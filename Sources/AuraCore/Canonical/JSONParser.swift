/// Why a text is no JSON that AURA reads. Nothing of the text is in it.
public struct JSONError: Error, Hashable, Sendable {
    public enum Reason: String, Sendable {
        case syntax, tooDeep, duplicateName, numberOutOfRange, notAnInteger, loneSurrogate, invalidUTF8, trailing
    }

    public let reason: Reason
    /// Bytes from the beginning.
    public let offset: Int
}

extension JSONValue {
    /// Reads one document: nesting up to `maximumDepth`, no name twice in an object, no lone surrogate (FAULTS.md IN1).
    ///
    /// - Parameter fractions: Whether a number with a fraction or an exponent is kept, as a string of its text
    ///   (vendors send such numbers); otherwise it is an error, as it must be in evidence.
    public init(
        parsing bytes: [UInt8], maximumDepth: Int = 32, fractions: Bool = false
    ) throws(JSONError) {
        guard String(validating: bytes, as: UTF8.self) != nil else { throw JSONError(reason: .invalidUTF8, offset: 0) }
        var parser = JSONParser(bytes: bytes, maximumDepth: maximumDepth, keepsFractions: fractions)
        self = try parser.document()
    }
}

private struct JSONParser {
    let bytes: [UInt8]
    let maximumDepth: Int
    let keepsFractions: Bool
    var place = 0

    init(bytes: [UInt8], maximumDepth: Int, keepsFractions: Bool) {
        self.bytes = bytes
        self.maximumDepth = maximumDepth
        self.keepsFractions = keepsFractions
    }

    mutating func document() throws(JSONError) -> JSONValue {
        let value = try value(depth: 0)
        skipSpace()
        guard place == bytes.count else { throw error(.trailing) }
        return value
    }

    private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
        guard depth <= maximumDepth else { throw error(.tooDeep) }
        skipSpace()
        switch peek {
        case 0x7B: return .object(try members(depth: depth))
        case 0x5B: return .array(try items(depth: depth))
        case 0x22: return .string(try string())
        case 0x74: return try literal("true", .bool(true))
        case 0x66: return try literal("false", .bool(false))
        case 0x6E: return try literal("null", .null)
        default: return try number()
        }
    }

    private mutating func members(depth: Int) throws(JSONError) -> [JSONMember] {
        var members: [JSONMember] = []
        var names: Set<[UInt8]> = []
        place += 1
        skipSpace()
        if take(0x7D) { return [] }
        repeat {
            skipSpace()
            guard peek == 0x22 else { throw error(.syntax) }
            let name = try string()
            // Compared as bytes: Swift's string equality is canonical equivalence.
            guard names.insert(Array(name.utf8)).inserted else { throw error(.duplicateName) }
            skipSpace()
            guard take(0x3A) else { throw error(.syntax) }
            members.append(JSONMember(name, try value(depth: depth + 1)))
            skipSpace()
        } while take(0x2C)
        guard take(0x7D) else { throw error(.syntax) }
        return members
    }

    private mutating func items(depth: Int) throws(JSONError) -> [JSONValue] {
        var items: [JSONValue] = []
        place += 1
        skipSpace()
        if take(0x5D) { return [] }
        repeat {
            items.append(try value(depth: depth + 1))
            skipSpace()
        } while take(0x2C)
        guard take(0x5D) else { throw error(.syntax) }
        return items
    }

    private mutating func string() throws(JSONError) -> String {
        place += 1
        var text: [UInt8] = []
        while let byte = peek {
            place += 1
            switch byte {
            case 0x22: return String(decoding: text, as: UTF8.self)
            case 0x5C: text += try escape()
            case 0x00..<0x20: throw error(.syntax)
            default: text.append(byte)
            }
        }
        throw error(.syntax)
    }

    private mutating func escape() throws(JSONError) -> [UInt8] {
        guard let letter = peek else { throw error(.syntax) }
        place += 1
        switch letter {
        case 0x22, 0x5C, 0x2F: return [letter]
        case 0x62: return [0x08]
        case 0x66: return [0x0C]
        case 0x6E: return [0x0A]
        case 0x72: return [0x0D]
        case 0x74: return [0x09]
        case 0x75: return Array(String(try scalar()).utf8)
        default: throw error(.syntax)
        }
    }

    private mutating func scalar() throws(JSONError) -> Unicode.Scalar {
        let first = try codeUnit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, take(0x5C), take(0x75) else { throw error(.loneSurrogate) }
        let second = try codeUnit()
        guard (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw error(.loneSurrogate) }
        return scalar
    }

    private mutating func codeUnit() throws(JSONError) -> UInt32 {
        guard place + 4 <= bytes.count else { throw error(.syntax) }
        let digits = String(decoding: bytes[place..<place + 4], as: UTF8.self)
        guard let high = Hexadecimal.decode(digits.lowercased()) else { throw error(.syntax) }
        place += 4
        return UInt32(high[0]) << 8 | UInt32(high[1])
    }

    private mutating func number() throws(JSONError) -> JSONValue {
        let start = place
        _ = take(0x2D)
        let digits = takeDigits()
        guard digits > 0, digits == 1 || bytes[place - digits] != 0x30 else { throw error(.syntax) }
        var isInteger = true
        if take(0x2E) {
            isInteger = false
            guard takeDigits() > 0 else { throw error(.syntax) }
        }
        if take(0x65) || take(0x45) {
            isInteger = false
            if !take(0x2B) { _ = take(0x2D) }
            guard takeDigits() > 0 else { throw error(.syntax) }
        }
        let text = String(decoding: bytes[start..<place], as: UTF8.self)
        guard isInteger else {
            guard keepsFractions else { throw error(.notAnInteger) }
            return .string(text)
        }
        guard let number = Int64(text), number.magnitude <= 1 << 53 - 1 else {
            throw error(.numberOutOfRange)
        }
        return .integer(number)
    }

    private mutating func literal(_ text: String, _ value: JSONValue) throws(JSONError) -> JSONValue {
        guard bytes[place...].starts(with: text.utf8) else { throw error(.syntax) }
        place += text.utf8.count
        return value
    }

    private mutating func takeDigits() -> Int {
        let start = place
        while let byte = peek, (0x30...0x39).contains(byte) { place += 1 }
        return place - start
    }

    private var peek: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        place += 1
        return true
    }

    private mutating func skipSpace() {
        while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { place += 1 }
    }

    private func error(_ reason: JSONError.Reason) -> JSONError {
        JSONError(reason: reason, offset: place)
    }
}
