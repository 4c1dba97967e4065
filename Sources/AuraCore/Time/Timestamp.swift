/// A moment in UTC, in whole milliseconds since 1970-01-01T00:00:00Z.
///
/// Written and read as RFC 3339 with three fraction digits (`2026-11-24T09:00:00.000Z`), the same bytes
/// whatever the zone or the locale of the process.
public struct Timestamp: Hashable, Sendable {
    public let milliseconds: Int64

    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// The moment at which a day begins in UTC.
    public init(startOf date: CivilDate) {
        self.init(milliseconds: Int64(date.daysSinceEpoch) * Timestamp.millisecondsPerDay)
    }

    /// The UTC day this moment lies in.
    public var date: CivilDate {
        CivilDate(daysSinceEpoch: Int(days))
    }

    /// Milliseconds since the UTC day began, 0 ..< 86 400 000.
    public var millisecondsOfDay: Int64 {
        let remainder = milliseconds % Timestamp.millisecondsPerDay
        return remainder < 0 ? remainder + Timestamp.millisecondsPerDay : remainder
    }

    /// The moment `milliseconds` later, clamped to the range of the type.
    public func adding(milliseconds delta: Int64) -> Timestamp {
        let (sum, overflow) = milliseconds.addingReportingOverflow(delta)
        return Timestamp(milliseconds: overflow ? (delta < 0 ? .min : .max) : sum)
    }

    /// The moment `seconds` later, clamped likewise.
    public func adding(seconds: Int) -> Timestamp {
        adding(Int64(seconds), times: 1_000)
    }

    /// The moment `days` × 86 400 seconds later, clamped likewise.
    public func adding(days: Int) -> Timestamp {
        adding(Int64(days), times: Timestamp.millisecondsPerDay)
    }

    /// The same time of day `months` calendar months later in UTC (or the month's last day).
    public func adding(months: Int) -> Timestamp {
        Timestamp(startOf: date.adding(months: months)).adding(milliseconds: millisecondsOfDay)
    }

    public static let millisecondsPerDay: Int64 = 86_400_000

    private func adding(_ count: Int64, times unit: Int64) -> Timestamp {
        let (product, overflow) = count.multipliedReportingOverflow(by: unit)
        return adding(milliseconds: overflow ? (count < 0 ? .min : .max) : product)
    }

    private var days: Int64 {
        let (quotient, remainder) = milliseconds.quotientAndRemainder(dividingBy: Timestamp.millisecondsPerDay)
        return remainder < 0 ? quotient - 1 : quotient
    }
}

extension Timestamp: Comparable {
    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.milliseconds < right.milliseconds
    }
}

extension Timestamp: CustomStringConvertible, LosslessStringConvertible {
    public var description: String {
        let seconds = Int(millisecondsOfDay / 1_000)
        let fraction = Int(millisecondsOfDay % 1_000)
        let hour = (seconds / 3_600).padded(to: 2)
        let minute = (seconds / 60 % 60).padded(to: 2)
        return "\(date)T\(hour):\(minute):\((seconds % 60).padded(to: 2)).\(fraction.padded(to: 3))Z"
    }

    /// Reads RFC 3339 with `Z` or a numeric offset and any number of fraction digits (cut after the third).
    /// A date alone, a missing zone, a leap second, or a moment outside the years 0 to 9999 of UTC gives nothing.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes.count <= 40, bytes[10] == 0x54 || bytes[10] == 0x74,
            let date = CivilDate(String(decoding: bytes[0..<10], as: UTF8.self)),
            bytes[13] == 0x3A, bytes[16] == 0x3A,
            let hour = bytes[11..<13].decimalNumber, hour < 24,
            let minute = bytes[14..<16].decimalNumber, minute < 60,
            let second = bytes[17..<19].decimalNumber, second < 60
        else { return nil }
        var rest = bytes[19...]
        var fraction = 0
        if rest.first == 0x2E {
            let digits = rest.dropFirst().prefix { (0x30...0x39).contains($0) }
            guard !digits.isEmpty, let value = (Array(digits.prefix(3)) + [0x30, 0x30]).prefix(3).decimalNumber
            else { return nil }
            fraction = value
            rest = rest.dropFirst(digits.count + 1)
        }
        guard let offset = Timestamp.offsetMinutes(rest) else { return nil }
        let time = ((hour * 60 + minute - offset) * 60 + second) * 1_000 + fraction
        let moment = Timestamp(startOf: date).adding(milliseconds: Int64(time))
        guard (0...9_999).contains(moment.date.year) else { return nil }
        self = moment
    }

    private static func offsetMinutes(_ zone: ArraySlice<UInt8>) -> Int? {
        if zone.count == 1, let letter = zone.first, letter == 0x5A || letter == 0x7A { return 0 }
        let bytes = Array(zone)
        guard bytes.count == 6, bytes[0] == 0x2B || bytes[0] == 0x2D, bytes[3] == 0x3A,
            let hour = bytes[1..<3].decimalNumber, hour < 24, let minute = bytes[4..<6].decimalNumber, minute < 60
        else { return nil }
        return (bytes[0] == 0x2D ? -1 : 1) * (hour * 60 + minute)
    }
}

extension Timestamp: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = Timestamp(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an RFC 3339 time")
        }
        self = value
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
