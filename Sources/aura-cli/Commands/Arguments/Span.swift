import ArgumentParser
import AuraCore

/// A length of time from now, of a thousand years at most, so that no date leaves the calendar people write.
struct Span: ExpressibleByArgument, Hashable, Sendable {
    let length: CalendarDuration

    init?(argument: String) {
        guard let length = CalendarDuration(argument), length.months <= 12_000, length.days <= 366_000,
            length.seconds <= 366_000 * 86_400
        else { return nil }
        self.length = length
    }

    /// The moment this much earlier than `end`.
    func before(_ end: Timestamp) -> Timestamp {
        CalendarDuration(months: -length.months, days: -length.days, seconds: -length.seconds).after(end)
    }
}
