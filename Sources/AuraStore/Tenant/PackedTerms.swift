import AuraCore

/// A passage's own list of terms: for each, 8 bytes of token and 2 of frequency, big-endian. Deleting a passage thus
/// touches its own postings and no others.
enum PackedTerms {
    /// The largest frequency that is kept.
    static let maximumFrequency = Int(UInt16.max)

    /// The terms in the index's own order, so that neighbours are written together, each once, with the frequency
    /// that is kept.
    static func ordered(_ terms: [PassageTerm]) -> [PassageTerm] {
        var frequencies: [Int64: Int] = [:]
        for term in terms {
            let known = frequencies[term.token.rawValue] ?? 0
            frequencies[term.token.rawValue] = min(
                known + min(max(term.frequency, 0), maximumFrequency), maximumFrequency)
        }
        return frequencies.sorted { $0.key < $1.key }
            .map { PassageTerm(token: SearchToken(rawValue: $0.key), frequency: $0.value) }
    }

    static func pack(_ terms: [PassageTerm]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(terms.count * 10)
        for term in terms {
            let token = UInt64(bitPattern: term.token.rawValue)
            for place in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: token >> (56 - 8 * place))) }
            let frequency = UInt16(clamping: term.frequency)
            bytes.append(UInt8(truncatingIfNeeded: frequency >> 8))
            bytes.append(UInt8(truncatingIfNeeded: frequency))
        }
        return bytes
    }

    /// The terms, or nothing if the bytes are no such list.
    static func unpack(_ bytes: [UInt8]) -> [PassageTerm]? {
        guard bytes.count.isMultiple(of: 10) else { return nil }
        return stride(from: 0, to: bytes.count, by: 10).map { start in
            let token = bytes[start..<start + 8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            let frequency = Int(bytes[start + 8]) << 8 | Int(bytes[start + 9])
            return PassageTerm(token: SearchToken(rawValue: Int64(bitPattern: token)), frequency: frequency)
        }
    }
}
