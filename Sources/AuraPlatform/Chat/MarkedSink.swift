import AuraCore
import Synchronization

/// Passes an answer on and remembers what was shown of it, with the points between deltas where a test lets something
/// fail: that ends the answer as a cancelled reader does, and is asked for afterwards.
final class MarkedSink: Sendable {
    private struct State {
        var deltas = 0
        var text = ""
        var failure: FaultPoint.Failure?
    }

    private let sink: ChatSink
    private let state = Mutex(State())

    init(_ sink: @escaping ChatSink) {
        self.sink = sink
    }

    /// What came so far.
    var shown: String { state.withLock(\.text) }

    /// Takes the next delta.
    func pass(_ delta: ChatDelta) async throws(CancellationError) {
        let deltas = state.withLock { state in
            state.deltas += 1
            state.text += delta.text
            return state.deltas
        }
        try await sink(delta)
        do throws(FaultPoint.Failure) {
            if deltas == 1 { try FaultPoint.reached(.chatFirstDelta) }
            if deltas == 2 { try FaultPoint.reached(.chatMidStream) }
        } catch {
            state.withLock { $0.failure = error }
            throw CancellationError()
        }
    }

    /// Throws what failed between two deltas.
    func checkFailure() throws(PlatformError) {
        if let failure = state.withLock(\.failure) { throw PlatformError(failure) }
    }
}
