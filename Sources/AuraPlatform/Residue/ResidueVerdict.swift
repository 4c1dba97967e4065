import AuraCore

/// What the search found in one place.
struct ResidueVerdict: Hashable, Sendable {
    /// One form of one canary.
    struct Trace: Hashable, Sendable {
        let canary: String
        let form: String
    }

    /// A file's name in the data folder, or what it is.
    let place: String
    var traces: Set<Trace> = []
    /// What was looked at, where the place's name does not say it.
    var remark: String?
    /// Why it was not looked at, or not wholly.
    var gap: String?

    /// The same place looked at twice.
    func merged(with other: ResidueVerdict) -> ResidueVerdict {
        ResidueVerdict(
            place: place, traces: traces.union(other.traces), remark: other.remark ?? remark, gap: gap ?? other.gap)
    }
}

extension [ResidueVerdict] {
    /// One verdict for each place, in the order in which the places came.
    var merged: [ResidueVerdict] {
        var verdicts: [ResidueVerdict] = []
        for verdict in self {
            if let place = verdicts.firstIndex(where: { $0.place == verdict.place }) {
                verdicts[place] = verdicts[place].merged(with: verdict)
            } else {
                verdicts.append(verdict)
            }
        }
        return verdicts
    }
}

extension Set<ResidueNeedles.Needle> {
    var traces: Set<ResidueVerdict.Trace> {
        Set<ResidueVerdict.Trace>(map { ResidueVerdict.Trace(canary: $0.canary, form: $0.form) })
    }
}
