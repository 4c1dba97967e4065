import AuraCore

extension CalendarDuration {
    /// The length in words, as the published text writes it: `90 days`, `12 months`, `7 years`, `12 hours`.
    ///
    /// Years are used from two on, since the policy speaks of 12 months.
    var words: String {
        var parts: [String] = []
        if months > 12, months.isMultiple(of: 12) {
            parts.append(CalendarDuration.count(months / 12, "year"))
        } else if months > 0 {
            parts.append(CalendarDuration.count(months, "month"))
        }
        if days > 0 { parts.append(CalendarDuration.count(days, "day")) }
        if seconds > 0, seconds.isMultiple(of: 3_600) {
            parts.append(CalendarDuration.count(seconds / 3_600, "hour"))
        } else if seconds > 0 {
            parts.append(CalendarDuration.count(seconds, "second"))
        }
        return parts.joined(separator: " and ")
    }

    private static func count(_ number: Int, _ unit: String) -> String {
        number == 1 ? "1 \(unit)" : "\(number) \(unit)s"
    }
}
