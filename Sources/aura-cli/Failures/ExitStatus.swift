/// Every exit status AURA can give: a closed list, so that a script can branch on it.
///
/// `aura help exit-codes` prints this list; nothing else in the program chooses a number.
enum ExitStatus: Int32, CaseIterable, Sendable {
    case done = 0
    case internalFailure = 1
    case pending = 2
    case partly = 3
    case notPermitted = 4
    case notFound = 5
    case conflict = 6
    case refused = 7
    case limitReached = 8
    case upstreamFailed = 9
    case noStore = 10
    case storeLocked = 11
    case rootKey = 12
    case integrity = 13
    case wrongUse = 64
    case inputOutput = 74
    case interrupted = 130
    case terminated = 143

    /// What has happened.
    var meaning: String {
        switch self {
        case .done: "Done; \"nothing to do\" is also done"
        case .internalFailure: "Internal failure: a bug"
        case .pending: "Only with --check: something is pending (changes, items due, findings)"
        case .partly: "Partly done; the report lists what failed"
        case .notPermitted: "Not authenticated or not permitted"
        case .notFound: "No such object"
        case .conflict: "Conflict: it exists, the plan is stale, or a key was used with other input"
        case .refused: "Refused by policy; reason and clause are in the report"
        case .limitReached: "Limit reached (budget, rate); see retryAfterSeconds"
        case .upstreamFailed: "Upstream failed (model vendor, mail)"
        case .noStore: "No store here"
        case .storeLocked: "Store locked by another process"
        case .rootKey: "Root key missing or wrong"
        case .integrity: "Integrity: audit chain broken, tag mismatch, part damaged"
        case .wrongUse: "Wrong use: unknown flag, missing --yes, would have had to ask"
        case .inputOutput: "Input or output failed: disk full, read-only, I/O error"
        case .interrupted: "Stopped by SIGINT; safe to run again"
        case .terminated: "Stopped by SIGTERM; safe to run again"
        }
    }

    /// What a script should do about it.
    var advice: String {
        switch self {
        case .done: "go on"
        case .internalFailure: "report it"
        case .pending: "branch"
        case .partly, .upstreamFailed: "retry later"
        case .notPermitted: "fix the role or the file's owner"
        case .notFound: "look at the name"
        case .conflict: "read again, then decide"
        case .refused: "a person decides"
        case .limitReached: "back off"
        case .noStore: "aura init"
        case .storeLocked: "--wait"
        case .rootKey: "stop"
        case .integrity: "stop, alarm"
        case .wrongUse: "fix the script"
        case .inputOutput: "free space, run again"
        case .interrupted, .terminated: "run again"
        }
    }

    /// Whether a report stands on standard output although the command did not simply succeed.
    var carriesReport: Bool {
        switch self {
        case .done, .pending, .partly, .refused, .integrity: true
        default: false
        }
    }
}
