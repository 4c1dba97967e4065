import AuraCore
import FoundationEssentials

extension Timestamp {
    /// The day this moment lies in where `zone` holds.
    func localDate(in zone: TimeZone) -> CivilDate {
        let moment = Date(timeIntervalSince1970: Double(milliseconds) / 1_000)
        return adding(milliseconds: Int64(zone.secondsFromGMT(for: moment)) * 1_000).date
    }

    /// The first moment of a local day: midnight, or the clock change if that day has no midnight, or the first
    /// moment of the next day that exists.
    init(startOf day: CivilDate, in zone: TimeZone) {
        let midnight = Timestamp(startOf: day)
        // No zone is further than 26 hours from UTC, so the beginning lies between these two.
        var before = midnight.adding(days: -2).milliseconds
        var after = midnight.adding(days: 2).milliseconds
        while after - before > 1 {
            let middle = before + (after - before) / 2
            if Timestamp(milliseconds: middle).localDate(in: zone) < day { before = middle } else { after = middle }
        }
        self.init(milliseconds: after)
    }
}
