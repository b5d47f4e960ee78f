import Dispatch
import Gatehouse
import GatehouseHTTP
import GatehouseMacros
import Synchronization

/// What the tools of the reliability tests look at: the process's own server, and what happened to calls.
final class Fixture: Sendable {
    private struct State {
        var server: Server?
        var listener: HTTPListener?
        var cancellations: [Cancellation] = []
    }

    private let state = Mutex(State())

    /// The server, once it is made.
    var server: Server? { state.withLock { $0.server } }
    var listener: HTTPListener? { state.withLock { $0.listener } }

    func note(_ server: Server) { state.withLock { $0.server = server } }
    func note(_ listener: HTTPListener) { state.withLock { $0.listener = listener } }

    /// Notes that a call was cancelled, and when.
    func cancelled(_ id: Int64) {
        let now = Int64(clamping: DispatchTime.now().uptimeNanoseconds)
        state.withLock { $0.cancellations.append(Cancellation(id: id, nanoseconds: now)) }
    }

    /// What was noted since the last time.
    func takeCancellations() -> [Cancellation] {
        state.withLock { state in
            defer { state.cancellations = [] }
            return state.cancellations
        }
    }
}

/// A call that was cancelled.
@Schemable
struct Cancellation {
    /// The number that the call gave itself.
    let id: Int64
    /// When it learnt of it, on the system's monotonic clock.
    let nanoseconds: Int64
}
