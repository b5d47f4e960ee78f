import Synchronization

/// One client's stream in the HTTP+SSE transport of revision 2024-11-05, and the session that it opened on it.
final class EventStreamConnection: Sendable {
    private struct State {
        var sessionID: String?
        var tasks: [UInt64: Task<Void, Never>] = [:]
        var lastNumber: UInt64 = 0
        var isEnded = false
        /// Whether the stream ends as soon as nothing is under way.
        var isReleased = false
    }

    /// How many messages of the client's may be under way at once.
    static let maximumPending = 256

    /// What the client names the connection by: 128 random bits in hexadecimal.
    let id = RandomIdentifier.make()
    let identity: String
    let stream: SessionStream
    private let state = Mutex(State())

    init(identity: String, stream: SessionStream) {
        self.identity = identity
        self.stream = stream
    }

    /// The session that the client opened.
    var sessionID: String? { state.withLock { $0.sessionID } }

    /// Notes the session that the client opened.
    ///
    /// - Returns: Whether the session ends with the connection; not where that has ended already.
    func note(session: String) -> Bool {
        state.withLock { state in
            guard !state.isEnded else { return false }
            state.sessionID = session
            return true
        }
    }

    /// Has something done for a message, in a task that the connection's end cancels.
    ///
    /// - Returns: Whether there was room for it.
    func perform(_ work: @escaping @Sendable () async -> Void) -> Bool {
        state.withLock { state in
            guard !state.isEnded, state.tasks.count < Self.maximumPending else { return false }
            state.lastNumber += 1
            let number = state.lastNumber
            state.tasks[number] = Task {
                await work()
                self.finish(number)
            }
            return true
        }
    }

    /// Lets the client go as soon as nothing is under way, as the server shuts down.
    func release() {
        let isIdle = state.withLock { state in
            state.isReleased = true
            return state.tasks.isEmpty
        }
        if isIdle { stream.finish() }
    }

    private func finish(_ number: UInt64) {
        let isLast = state.withLock { state in
            state.tasks[number] = nil
            return state.isReleased && state.tasks.isEmpty
        }
        if isLast { stream.finish() }
    }

    /// Ends what is under way, and gives the session that ends with it.
    func end() -> String? {
        let (tasks, session) = state.withLock { state in
            defer { state = State(isEnded: true) }
            return (Array(state.tasks.values), state.sessionID)
        }
        for task in tasks { task.cancel() }
        stream.end()
        return session
    }
}
