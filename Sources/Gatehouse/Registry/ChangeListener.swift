import Synchronization

/// One listener's ear: what has changed since it last heard, in constant space.
final class ChangeListener: Sendable {
    private struct State {
        var pending: ComponentKinds = []
        var waiter: CheckedContinuation<ComponentKinds?, Never>?
        var isOver = false
    }

    private let state = Mutex(State())

    /// Notes a change, and wakes the listener where it waits.
    func tell(_ kinds: ComponentKinds) {
        let waiter = state.withLock { state -> CheckedContinuation<ComponentKinds?, Never>? in
            guard let waiter = state.waiter.take() else {
                state.pending.formUnion(kinds)
                return nil
            }
            return waiter
        }
        waiter?.resume(returning: kinds)
    }

    /// What has changed since the last call, as soon as anything has; nothing once the task is cancelled.
    func next() async -> ComponentKinds? {
        await withTaskCancellationHandler {
            await withCheckedContinuation { wait($0) }
        } onCancel: {
            end()
        }
    }

    private func wait(_ continuation: CheckedContinuation<ComponentKinds?, Never>) {
        enum Step {
            case wait
            case resume(ComponentKinds?)
        }
        let step = state.withLock { state -> Step in
            if state.isOver { return .resume(nil) }
            if !state.pending.isEmpty {
                defer { state.pending = [] }
                return .resume(state.pending)
            }
            // A second task that waits on the same listener would push the first one out unheard.
            guard state.waiter == nil else { return .resume(nil) }
            state.waiter = continuation
            return .wait
        }
        if case .resume(let kinds) = step { continuation.resume(returning: kinds) }
    }

    private func end() {
        let waiter = state.withLock { state in
            state.isOver = true
            return state.waiter.take()
        }
        waiter?.resume(returning: nil)
    }
}
