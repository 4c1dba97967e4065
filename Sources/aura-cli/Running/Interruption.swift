import Dispatch
import Glibc
import Synchronization

/// SIGINT and SIGTERM, handled in this one place: they cancel what is running, and exit by 130 and 143.
final class Interruption: Sendable {
    private struct State {
        var listeners: [(id: Int, signals: Set<Int32>, stream: AsyncStream<Int32>.Continuation)] = []
        var nextID = 0
        var lastSignal: Int32?
        var wasHeard = false
        var waiting = 0
        var echo: (descriptor: Int32, settings: termios)?
    }

    private let state = Mutex(State())
    private let onExit: @Sendable (Int32) -> Void

    /// - Parameter onExit: Called with the signal before the process ends at once, to say so.
    init(onExit: @escaping @Sendable (Int32) -> Void = { _ in }) {
        self.onExit = onExit
    }

    /// The signal that came last, if one did.
    var lastSignal: Int32? { state.withLock { $0.lastSignal } }

    /// Begins to listen, once in the life of the process and as long as the result is kept.
    ///
    /// The signals are blocked before any other thread exists, so that one that comes too early waits for its source
    /// instead of being lost.
    func start() -> [any DispatchSourceSignal] {
        var signals = sigset_t()
        sigemptyset(&signals)
        for number in [SIGINT, SIGTERM] { sigaddset(&signals, number) }
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        return [SIGINT, SIGTERM].map { number in
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler { [weak self] in self?.received(number) }
            source.resume()
            return source
        }
    }

    /// Runs `body`; the first of these signals cancels it, a second one ends the process.
    ///
    /// - Throws: What `body` throws; a body that notices the cancellation throws `CancellationError` or its like.
    func cancelling<T: Sendable>(
        on signals: Set<Int32>, _ body: @escaping @Sendable () async throws -> T
    ) async throws -> T {
        let (stream, continuation) = AsyncStream<Int32>.makeStream()
        let id = state.withLock { state in
            state.nextID += 1
            state.wasHeard = false
            state.listeners.append((state.nextID, signals, continuation))
            return state.nextID
        }
        defer { state.withLock { state in state.listeners.removeAll { $0.id == id } } }
        return try await withThrowingTaskGroup(of: T?.self) { group in
            group.addTask { try await body() }
            group.addTask {
                for await _ in stream { return nil }
                return nil
            }
            while let result = try await group.next() {
                group.cancelAll()
                if let result { return result }
            }
            throw CancellationError()
        }
    }

    /// Runs a call that waits for input. Nothing that a kill would harm is in progress then, so a signal ends the process
    /// at once.
    func whileWaiting<T, E: Error>(_ body: () throws(E) -> T) throws(E) -> T {
        state.withLock { $0.waiting += 1 }
        defer { state.withLock { $0.waiting -= 1 } }
        return try body()
    }

    /// Runs `body` while the terminal does not show what is typed; a signal brings the echo back.
    func withoutEcho<T>(on descriptor: Int32, _ body: () -> T) -> T {
        var settings = termios()
        guard tcgetattr(descriptor, &settings) == 0 else { return body() }
        let before = settings
        settings.c_lflag &= ~tcflag_t(ECHO)
        state.withLock { $0.echo = (descriptor, before) }
        tcsetattr(descriptor, TCSAFLUSH, &settings)
        defer { restoreEcho() }
        return body()
    }

    private func restoreEcho() {
        state.withLock { state in
            guard var echo = state.echo else { return }
            tcsetattr(echo.descriptor, TCSAFLUSH, &echo.settings)
            state.echo = nil
        }
    }

    private func received(_ number: Int32) {
        let endsNow = state.withLock { state in
            state.lastSignal = number
            guard state.waiting == 0, !state.wasHeard,
                let listener = state.listeners.last(where: { $0.signals.contains(number) })
            else { return true }
            state.wasHeard = true
            listener.stream.yield(number)
            return false
        }
        guard endsNow else { return }
        restoreEcho()
        onExit(number)
        _exit(128 + number)
    }
}
