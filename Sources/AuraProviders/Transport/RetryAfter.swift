import AuraCore

/// Reads the header `Retry-After` (RFC 9110 §10.2.3): seconds, or a date.
enum RetryAfter {
    /// A year: what a vendor asks beyond it is taken as that.
    static let longestSeconds = 31_536_000

    /// The seconds from `now` that a vendor asks to wait; 0 for a date that has passed, nothing for what is neither
    /// (a negative number, a fraction, another date form).
    static func seconds(_ value: String, now: Timestamp) -> Int? {
        let text = Array(value.utf8)
        if !text.isEmpty, text.allSatisfy({ (0x30...0x39).contains($0) }) {
            return min(text.decimalNumber ?? longestSeconds, longestSeconds)
        }
        guard let date = moment(text) else { return nil }
        let milliseconds = date.milliseconds - min(now.milliseconds, date.milliseconds)
        return min(Int((milliseconds + 999) / 1_000), longestSeconds)
    }

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// The fixed form alone, as in `Sun, 06 Nov 1994 08:49:37 GMT`; the name of the day is not looked at.
    private static func moment(_ text: [UInt8]) -> Timestamp? {
        guard text.count == 29, text[3] == 0x2C, text[19] == 0x3A, text[22] == 0x3A,
            [4, 7, 11, 16, 25].allSatisfy({ text[$0] == 0x20 }), text[26...].elementsEqual("GMT".utf8),
            let month = months.firstIndex(where: { text[8..<11].elementsEqual($0.utf8) }),
            let day = text[5..<7].decimalNumber, let year = text[12..<16].decimalNumber,
            let date = CivilDate(year: year, month: month + 1, day: day),
            let hour = text[17..<19].decimalNumber, hour < 24,
            let minute = text[20..<22].decimalNumber, minute < 60,
            let second = text[23..<25].decimalNumber, second <= 60
        else { return nil }
        return Timestamp(startOf: date).adding(milliseconds: Int64((hour * 60 + minute) * 60 + second) * 1_000)
    }
}
