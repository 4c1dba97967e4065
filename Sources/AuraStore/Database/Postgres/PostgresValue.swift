import AuraCore

/// How values travel: binary where both sides agree on the bits, else as text.
enum PostgresValue {
    /// The types whose binary form AURA knows.
    enum Kind: UInt32 {
        case bool = 16, bytes = 17, int8 = 20, int2 = 21, int4 = 23, text = 25, float4 = 700, float8 = 701
        case varchar = 1043, numeric = 1700, name = 19, void = 2278
    }

    /// The type that an argument is declared with; 0 leaves it to the engine.
    static func type(of value: SQLValue) -> UInt32 {
        switch value {
        case .null: 0
        case .integer: Kind.int8.rawValue
        case .real: Kind.float8.rawValue
        case .text: Kind.text.rawValue
        case .blob: Kind.bytes.rawValue
        }
    }

    /// An argument's bytes for a place of this type, and whether they are binary; nothing for null.
    static func encoded(_ value: SQLValue, as type: UInt32) -> (bytes: [UInt8], isBinary: Bool)? {
        switch (value, Kind(rawValue: type)) {
        case (.null, _): nil
        case (.integer(let number), .int8): (bigEndian(number), true)
        case (.integer(let number), .float8): (bigEndian(Double(number).bitPattern), true)
        case (.integer(let number), _): (Array(String(number).utf8), false)
        case (.real(let number), .float8): (bigEndian(number.bitPattern), true)
        case (.real(let number), _): (Array("\(number)".utf8), false)
        case (.text(let text), _): (Array(text.utf8), false)
        case (.blob(let bytes), _): (bytes, true)
        }
    }

    /// A value of an answer from its binary form; nothing if that is not one of its type.
    static func decoded(_ bytes: UnsafeRawBufferPointer, type: UInt32) -> SQLValue? {
        guard let kind = Kind(rawValue: type) else { return nil }
        switch kind {
        case .bool: return bytes.count == 1 ? .integer(bytes[0] == 0 ? 0 : 1) : nil
        case .bytes: return .blob(Array(bytes))
        case .text, .varchar, .name: return .text(String(decoding: bytes, as: UTF8.self))
        case .int8: return integer(bytes, Int64.self)
        case .int4: return integer(bytes, Int32.self)
        case .int2: return integer(bytes, Int16.self)
        case .float8:
            guard case .integer(let bits)? = integer(bytes, Int64.self) else { return nil }
            return .real(Double(bitPattern: UInt64(bitPattern: bits)))
        case .float4:
            guard case .integer(let bits)? = integer(bytes, Int32.self) else { return nil }
            return .real(Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits))))
        case .numeric: return numeric(bytes)
        case .void: return .null
        }
    }

    private static func bigEndian(_ number: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: number.bigEndian, Array.init)
    }

    private static func integer<Number: FixedWidthInteger>(
        _ bytes: UnsafeRawBufferPointer, _: Number.Type
    ) -> SQLValue? {
        guard bytes.count == MemoryLayout<Number>.size else { return nil }
        return .integer(Int64(Number(bigEndian: bytes.loadUnaligned(as: Number.self))))
    }

    /// A sum of whole numbers comes as `numeric`: groups of four decimal digits behind a head of four 16-bit numbers
    /// (count, weight of the first, sign, digits after the point).
    private static func numeric(_ bytes: UnsafeRawBufferPointer) -> SQLValue? {
        guard bytes.count >= 8, bytes.count % 2 == 0 else { return nil }
        let words = stride(from: 0, to: bytes.count, by: 2).map {
            Int16(bigEndian: bytes.loadUnaligned(fromByteOffset: $0, as: Int16.self))
        }
        let (count, weight) = (Int(words[0]), Int(words[1]))
        guard words.count == 4 + count, words[2] == 0 || words[2] == 0x4000, count <= weight + 1 || count == 0
        else { return nil }
        var total: Int64 = 0
        for group in 0...max(0, weight) {
            let digits = group < count ? Int64(words[4 + group]) : 0
            let (scaled, overflow) = total.multipliedReportingOverflow(by: 10_000)
            let (sum, carry) = scaled.addingReportingOverflow(digits)
            guard !overflow, !carry else { return nil }
            total = sum
        }
        return .integer(words[2] == 0 ? total : -total)
    }
}
