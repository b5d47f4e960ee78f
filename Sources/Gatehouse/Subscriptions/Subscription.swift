import GatehouseJSON
import Synchronization

/// One listener's ear: wakes it when there is something to tell.
final class Subscription: Sendable {
    private struct State {
        var queue: SubscriptionQueue
        var waiter: CheckedContinuation<Void, Never>?
    }

    /// What a listener does next.
    enum Step: Sendable, Hashable {
        /// Tell the client what it will hear of.
        case acknowledge
        case tell(SubscriptionEvent)
        /// Say that the server ends the subscription.
        case end(SubscriptionEnding)
        /// Stop: the listener's task was cancelled.
        case cancelled
    }

    /// Tells the subscription from every other one of the same hub.
    let number: UInt64
    /// Whom it counts for; nothing where it is counted elsewhere.
    let caller: String?
    private let state: Mutex<State>

    init(number: UInt64, caller: String?, queue: SubscriptionQueue) {
        self.number = number
        self.caller = caller
        state = Mutex(State(queue: queue))
    }

    /// How many messages wait.
    var count: Int { state.withLock { $0.queue.count } }

    /// Does something to what waits, and wakes the listener where it has something to do now.
    func change<Result>(_ body: (inout SubscriptionQueue) -> Result) -> Result {
        let (result, waiter) = state.withLock { state in
            let result = body(&state.queue)
            return (result, state.queue.isQuiet ? nil : state.waiter.take())
        }
        waiter?.resume()
        return result
    }

    /// What to do next, as soon as there is something. It is for one task at a time: where one is cancelled, another may go
    /// on.
    func next() async -> Step {
        while true {
            if let step = step() { return step }
            await withTaskCancellationHandler {
                await withCheckedContinuation { wait($0) }
            } onCancel: {
                state.withLock { $0.waiter.take() }?.resume()
            }
        }
    }

    private func step() -> Step? {
        state.withLock { state in
            if Task.isCancelled { return .cancelled }
            switch state.queue.next() {
            case .acknowledge: return .acknowledge
            case .tell(let event): return .tell(event)
            case .end(let ending): return .end(ending)
            case .wait: return nil
            }
        }
    }

    /// Waits, unless something has come since the queue was asked: then it is asked again.
    private func wait(_ continuation: CheckedContinuation<Void, Never>) {
        let mustWait = state.withLock { state in
            // A task that is cancelled from here on takes the waiter back under the lock.
            guard !Task.isCancelled, state.queue.isQuiet, state.waiter == nil else { return false }
            state.waiter = continuation
            return true
        }
        if !mustWait { continuation.resume() }
    }
}
