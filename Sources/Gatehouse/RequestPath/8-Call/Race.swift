import Synchronization

/// Lets whichever ending comes first be the one that counts, and wakes who waits for it.
///
/// The function itself is told to stop when something else wins, but nobody waits for it to obey: a call ends at its
/// deadline also where its function ignores cancellation.
final class Race<Value: Sendable>: Sendable {
    private enum State {
        case running
        case waiting(CheckedContinuation<Ending<Value>, Never>)
        case over(Ending<Value>)
    }

    private let state = Mutex(State.running)

    /// The ending, where there is one already.
    var ending: Ending<Value>? {
        state.withLock { if case .over(let ending) = $0 { ending } else { nil } }
    }

    /// Ends the race, unless it is over.
    func end(_ ending: Ending<Value>) {
        let waiting: CheckedContinuation<Ending<Value>, Never>? = state.withLock { state in
            switch state {
            case .running:
                state = .over(ending)
                return nil
            case .waiting(let continuation):
                state = .over(ending)
                return continuation
            case .over:
                return nil
            }
        }
        waiting?.resume(returning: ending)
    }

    /// Waits for the race to end. There is one who waits.
    func wait() async -> Ending<Value> {
        await withCheckedContinuation { continuation in
            let ending: Ending<Value>? = state.withLock { state in
                if case .over(let ending) = state { return ending }
                state = .waiting(continuation)
                return nil
            }
            if let ending { continuation.resume(returning: ending) }
        }
    }
}
