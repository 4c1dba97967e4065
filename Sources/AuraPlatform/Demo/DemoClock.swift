import AuraCore
import Synchronization

/// The clock that `init --demo` runs by: it starts 120 days back, only goes forward, and ends at the real time
/// (FAULTS.md R13).
final class DemoClock: Sendable {
    static let days = 120

    private let moment: Mutex<Timestamp>
    private let real: WallClock

    init(endingAt real: WallClock) {
        self.real = real
        moment = Mutex(real.now.adding(days: -DemoClock.days))
    }

    var clock: WallClock {
        WallClock { self.moment.withLock { $0 } }
    }

    /// Goes forward, never past the real time.
    func advance(milliseconds: Int64) {
        let end = real.now
        moment.withLock { $0 = min(end, $0.adding(milliseconds: max(0, milliseconds))) }
    }

    func advanceToRealTime() {
        let end = real.now
        moment.withLock { $0 = max($0, end) }
    }
}
