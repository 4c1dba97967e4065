import ArgumentParser
import AuraCore
import AuraPlatform

/// A moment as it is typed: RFC 3339, a UTC day (its beginning), or a length of time counted from now.
enum Moment: ExpressibleByArgument, Hashable, Sendable {
    case at(Timestamp)
    case distance(Span)

    init?(argument: String) {
        if let moment = Timestamp(argument) {
            self = .at(moment)
        } else if let day = CivilDate(argument) {
            self = .at(Timestamp(startOf: day))
        } else if let span = Span(argument: argument) {
            self = .distance(span)
        } else {
            return nil
        }
    }

    /// A length of time lies before now, as in `--since 7d`.
    func past(from now: Timestamp) -> Timestamp {
        switch self {
        case .at(let moment): moment
        case .distance(let span): span.before(now)
        }
    }

    /// A length of time lies after now, as in `--expires 90d`.
    func future(from now: Timestamp) -> Timestamp {
        switch self {
        case .at(let moment): moment
        case .distance(let span): span.length.after(now)
        }
    }
}

extension CommandContext {
    /// The moment that lengths of time on the command line are counted from.
    var now: Timestamp { configuration().clock.now }
}
