#if AURA_FAULTS
    import Glibc
    import Synchronization

    /// What `AURA_FAULT` orders. `trace:FILE` writes each point's name. `NAME:COUNT:ACTION` acts when the point is reached
    /// for the COUNT-th time: `kill` ends the process by SIGKILL, `throw-io` and `throw-full` let a file fail,
    /// `delay-MS` waits, `pause-FILE` makes a file and waits until somebody has removed it.
    final class FaultOrder: Sendable {
        enum Action: Hashable, Sendable {
            case trace(file: String)
            case kill
            case fail(FaultPoint.Failure)
            case delay(milliseconds: Int32)
            case pause(file: String)
        }

        let name: String
        let count: Int
        let action: Action
        private let hits = Mutex(0)

        static let ofProcess = getenv("AURA_FAULT").flatMap { FaultOrder(String(cString: $0)) }

        /// - Returns: Nothing for what is no order.
        init?(_ text: String) {
            let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2 else { return nil }
            if parts[0] == "trace" {
                (name, count, action) = ("", 0, .trace(file: parts[1]))
                return
            }
            let rest = parts[1].split(separator: ":", maxSplits: 1).map(String.init)
            guard rest.count == 2, let count = Int(rest[0]), count > 0, let action = Action(rest[1]),
                FaultPoint.allCases.contains(where: { $0.name == parts[0] })
            else { return nil }
            (name, self.count, self.action) = (parts[0], count, action)
        }

        func carryOut(at point: FaultPoint) throws(FaultPoint.Failure) {
            if case .trace(let file) = action { return FaultOrder.note(point.name, in: file) }
            guard name == point.name else { return }
            let hit = hits.withLock { hits in
                hits += 1
                return hits
            }
            guard hit == count else { return }
            switch action {
            case .trace: return
            case .kill: _ = Glibc.kill(getpid(), SIGKILL)
            case .fail(let failure): throw failure
            case .delay(let milliseconds): poll(nil, 0, milliseconds)
            case .pause(let file):
                FaultOrder.note(point.name, in: file)
                while access(file, F_OK) == 0 { poll(nil, 0, 5) }
            }
        }

        private static func note(_ name: String, in path: String) {
            let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else { return }
            defer { close(descriptor) }
            let line = Array((name + "\n").utf8)
            _ = line.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        }
    }

    extension FaultOrder.Action {
        fileprivate init?(_ text: String) {
            switch text {
            case "kill": self = .kill
            case "throw-io": self = .fail(.inputOutput)
            case "throw-full": self = .fail(.full)
            default:
                let parts = text.split(separator: "-", maxSplits: 1).map(String.init)
                guard parts.count == 2 else { return nil }
                if parts[0] == "delay", let milliseconds = Int32(parts[1]), milliseconds > 0 {
                    self = .delay(milliseconds: milliseconds)
                } else if parts[0] == "pause" {
                    self = .pause(file: parts[1])
                } else {
                    return nil
                }
            }
        }
    }
#endif
