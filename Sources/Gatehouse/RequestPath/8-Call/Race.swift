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
    /// How the function ended, while what it used is still put away. An object, because few races have one.
    private let noted = Mutex<Noted?>(nil)

    /// What the function is doing, for whoever has to say what it did not finish.
    private let current = Atomic<UInt8>(CallStage.function.rawValue)

    /// What the function is doing.
    var stage: CallStage { CallStage(rawValue: current.load(ordering: .relaxed)) ?? .function }

    func enter(_ stage: CallStage) {
        current.store(stage.rawValue, ordering: .relaxed)
    }

    private final class Noted: Sendable {
        let ending: Ending<Value>

        init(_ ending: Ending<Value>) {
            self.ending = ending
        }
    }

    /// The ending, where there is one already.
    var ending: Ending<Value>? {
        state.withLock { if case .over(let ending) = $0 { ending } else { nil } }
    }

    /// Lets an ending win whatever else comes first from now on.
    func note(_ ending: Ending<Value>) {
        let ending = Noted(ending)
        noted.withLock { $0 = ending }
    }

    /// Ends the race, unless it is over.
    func end(_ ending: Ending<Value>) {
        let ending = ending.isGivenUp ? noted.withLock { $0?.ending } ?? ending : ending
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
