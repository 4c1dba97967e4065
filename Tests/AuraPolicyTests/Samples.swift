import AuraCore
import AuraPolicy
import Synchronization
import Testing

/// Values that several suites use.
enum Sample {
    static let now = moment("2026-11-24T09:00:00.000Z")
    static let tenant = Tenant.ID(at: now, high: 1, low: 1)
    static let otherTenant = Tenant.ID(at: now, high: 1, low: 2)
    static let person = PersonID.visitor(Visitor.ID(at: now, high: 2, low: 1))
    static let otherPerson = PersonID.member(Member.ID(at: now, high: 2, low: 2))
    static let hold = Hold.ID(at: now, high: 3, low: 1)

    /// A moment written in a test; a misspelt one is 1970.
    static func moment(_ text: String) -> Timestamp {
        Timestamp(text) ?? Timestamp(milliseconds: 0)
    }

    /// 32 bytes that depend on every bit of the input; no SHA-256, but the policy cannot tell.
    static func hash(_ bytes: [UInt8]) -> [UInt8] {
        var words: [UInt64] = [1, 2, 3, 4]
        for byte in bytes {
            for place in words.indices {
                words[place] = (words[place] ^ UInt64(byte)) &* 0x100_0000_01B3
                words[place] ^= words[place] >> 29
            }
        }
        return words.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * $0)) } }
    }
}

/// Hashes and remembers what was hashed.
final class HashRecorder: Sendable {
    private let seen = Mutex<[String]>([])

    var inputs: [String] { seen.withLock { $0 } }

    func hash(_ bytes: [UInt8]) -> [UInt8] {
        seen.withLock { $0.append(String(decoding: bytes, as: UTF8.self)) }
        return Sample.hash(bytes)
    }
}
