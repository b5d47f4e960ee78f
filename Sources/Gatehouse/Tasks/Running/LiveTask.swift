import Synchronization

/// A task whose function runs in this process.
final class LiveTask: Sendable {
    private struct State {
        var isCancelled = false
        var isLeftForLater = false
        var ending: TaskEvent?
        var isWithdrawn = false
        var cancel: (@Sendable () -> Void)?
    }

    let id: String
    let owner: String
    let isRestartable: Bool
    /// Who began it, by which credential; nothing where that is of no use any more.
    let caller: Principal?
    private let state = Mutex(State())

    init(id: String, owner: String, isRestartable: Bool, caller: Principal? = nil) {
        self.id = id
        self.owner = owner
        self.isRestartable = isRestartable
        self.caller = caller
    }

    /// Says how its function is told to stop; it is told at once where that has been asked for already.
    func onCancel(_ cancel: @escaping @Sendable () -> Void) {
        let isCancelled = state.withLock { state in
            state.cancel = cancel
            return state.isCancelled
        }
        if isCancelled { cancel() }
    }

    /// Tells its function to stop.
    func cancel() {
        let cancel = state.withLock { state in
            state.isCancelled = true
            return state.cancel.take()
        }
        cancel?()
    }

    /// Forgets how its function is told to stop, when that has ended.
    func forget() {
        state.withLock { $0.cancel = nil }
    }

    /// Settles what the task comes to, before that is kept: the first to say so has it.
    ///
    /// - Returns: What it comes to.
    func settle(_ event: TaskEvent) -> TaskEvent {
        state.withLock { state in
            let ending = state.ending ?? event
            state.ending = ending
            return ending
        }
    }

    /// Tells its function to stop, and forgets what comes of it: the task runs again when the server starts.
    func leaveForLater() {
        state.withLock { $0.isLeftForLater = true }
        cancel()
    }

    /// Whether it was ended because the credential that began it was taken back.
    var isWithdrawn: Bool {
        get { state.withLock { $0.isWithdrawn } }
        set { state.withLock { $0.isWithdrawn = newValue } }
    }

    /// Whether what comes of its function is to be forgotten.
    var isLeftForLater: Bool { state.withLock { $0.isLeftForLater } }
}
