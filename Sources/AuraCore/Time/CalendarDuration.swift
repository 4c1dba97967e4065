/// A length of time as people write it: months, days and seconds, never converted into each other.
public struct CalendarDuration: Hashable, Sendable {
    public let months: Int
    public let days: Int
    public let seconds: Int

    public init(months: Int = 0, days: Int = 0, seconds: Int = 0) {
        self.months = months
        self.days = days
        self.seconds = seconds
    }

    /// The moment this much later than `start`: months first (UTC calendar), then exact days and seconds.
    public func after(_ start: Timestamp) -> Timestamp {
        start.adding(months: months).adding(days: days).adding(seconds: seconds)
    }
}

extension CalendarDuration: CustomStringConvertible {
    /// The short form, `7y`, `12mo`, `90d`, `12h`; mixed lengths use ISO 8601.
    public var description: String {
        switch (months, days, seconds) {
        case (let months, 0, 0) where months > 0: months % 12 == 0 && months > 12 ? "\(months / 12)y" : "\(months)mo"
        case (0, let days, 0): "\(days)d"
        case (0, 0, let seconds): seconds % 3_600 == 0 ? "\(seconds / 3_600)h" : "\(seconds)s"
        default:
            "P" + (months > 0 ? "\(months)M" : "") + (days > 0 ? "\(days)D" : "") + (seconds > 0 ? "T\(seconds)S" : "")
        }
    }
}

extension CalendarDuration: LosslessStringConvertible {
    /// Reads `90d 2w 12mo 7y 12h 30m 45s` or ISO 8601 (`P90D`, `P1Y2M3DT4H5M6S`, `P2W`).
    ///
    /// Zero, signs, fractions, spaces, mixed short units and values beyond 64 bits give nothing (CLI.md C17:
    /// an empty period is an error, never "all" and never "for ever").
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard let duration = bytes.first == 0x50 ? CalendarDuration.iso8601(bytes.dropFirst()) : Self.short(bytes[...]),
            duration.months > 0 || duration.days > 0 || duration.seconds > 0
        else { return nil }
        self = duration
    }

    private static func short(_ text: ArraySlice<UInt8>) -> CalendarDuration? {
        let digits = text.prefix { (0x30...0x39).contains($0) }
        guard let number = digits.decimalNumber else { return nil }
        return component(number, unit: String(decoding: text.dropFirst(digits.count), as: UTF8.self))
    }

    private static func component(_ number: Int, unit: String) -> CalendarDuration? {
        func times(_ factor: Int) -> Int? {
            let (product, overflow) = number.multipliedReportingOverflow(by: factor)
            return overflow ? nil : product
        }
        return switch unit {
        case "y": times(12).map { CalendarDuration(months: $0) }
        case "mo": CalendarDuration(months: number)
        case "w": times(7).map { CalendarDuration(days: $0) }
        case "d": CalendarDuration(days: number)
        case "h": times(3_600).map { CalendarDuration(seconds: $0) }
        case "m": times(60).map { CalendarDuration(seconds: $0) }
        case "s": CalendarDuration(seconds: number)
        default: nil
        }
    }

    private static func iso8601(_ text: ArraySlice<UInt8>) -> CalendarDuration? {
        var rest = text
        var total = CalendarDuration()
        var units = ["Y": "y", "M": "mo", "W": "w", "D": "d"]
        var order = ["Y", "M", "W", "D"][...]
        var sawWeeks = false
        var count = 0
        var expectsTime = false
        while let first = rest.first {
            if first == 0x54 {
                guard order != ["H", "M", "S"][...], !sawWeeks, units["H"] == nil else { return nil }
                units = ["H": "h", "M": "m", "S": "s"]
                order = ["H", "M", "S"][...]
                expectsTime = true
                rest = rest.dropFirst()
                continue
            }
            let digits = rest.prefix { (0x30...0x39).contains($0) }
            guard let number = digits.decimalNumber, let letter = rest.dropFirst(digits.count).first,
                let place = order.firstIndex(of: String(UnicodeScalar(letter))),
                let unit = units[order[place]], let part = component(number, unit: unit), !sawWeeks,
                let sum = total.adding(part)
            else { return nil }
            if unit == "w" {
                guard count == 0 else { return nil }
                sawWeeks = true
            }
            total = sum
            order = order[(place + 1)...]
            count += 1
            expectsTime = false
            rest = rest.dropFirst(digits.count + 1)
        }
        return count > 0 && !expectsTime ? total : nil
    }

    private func adding(_ other: CalendarDuration) -> CalendarDuration? {
        let (months, first) = months.addingReportingOverflow(other.months)
        let (days, second) = days.addingReportingOverflow(other.days)
        let (seconds, third) = seconds.addingReportingOverflow(other.seconds)
        return first || second || third ? nil : CalendarDuration(months: months, days: days, seconds: seconds)
    }
}
