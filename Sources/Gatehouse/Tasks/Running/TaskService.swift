import GatehouseJSON
import GatehouseProtocol
import Logging
import Synchronization

/// Makes tasks, runs them to their end, and answers for them.
///
/// What is told of a task is what the store has of it, never what is about to be written; so whoever has seen a state
/// finds it, or a later one, after a crash. Writers do not wait for one another: each reads a task, lets something happen
/// to it, and writes it where nobody else did meanwhile.
final class TaskService: Sendable {
    private struct State {
        var live: [String: LiveTask] = [:]
        var countByOwner: [ExactString: Int] = [:]
        var isStopping = false
        var isSweeping = false
        /// Who waits for the last function to end.
        var waiting: Race<Void>?
    }

    let options: ServerOptions.Tasks
    let logger: Logger
    let auditor: Auditor?
    let deadlines = Deadlines()
    let watches = TaskWatches()
    let polls: PollLimit
    private let announce: @Sendable (String) -> Void
    /// Says whether a caller may use a tool now.
    let access: @Sendable (Principal, _ tool: String) -> AccessDecision
    private let state = Mutex(State())

    /// - Parameters:
    ///   - auditor: Takes down how tasks begin and end.
    ///   - access: Says whether a caller may use a tool now: tasks of other tools are kept from it, as the tools are.
    ///   - announce: Is told of every task that changes.
    init(
        _ options: ServerOptions.Tasks,
        logger: Logger,
        auditor: Auditor? = nil,
        access: @escaping @Sendable (Principal, _ tool: String) -> AccessDecision = { _, _ in .allowed },
        announce: @escaping @Sendable (String) -> Void
    ) {
        self.access = access
        self.options = options
        polls = PollLimit(
            options.maximumPolls, within: options.pollInterval, maximumTasks: options.quota.maximum)
        self.logger = logger
        self.auditor = auditor
        self.announce = announce
    }

    var store: any TaskStore { options.store }

    // MARK: Changing tasks

    /// Lets something happen to a task, and returns once that is kept.
    ///
    /// - Parameter event: What happens to the task as it stands; nothing where nothing does.
    /// - Returns: The task as it stands then; nothing where there is none.
    func change(
        _ id: String,
        _ event: (TaskRecord) throws -> TaskEvent?
    ) async throws -> TaskRecord? {
        while true {
            guard var record = try await record(id) else { return nil }
            guard let event = try event(record), record.apply(event, at: options.now()) else { return record }
            guard try await store.replace(record.stored) else { continue }
            watches.signal(id)
            announce(id)
            return record
        }
    }

    /// A task as the store has it; nothing where there is none, where it has expired, and where this release cannot read it.
    func record(_ id: String) async throws(TaskStoreError) -> TaskRecord? {
        guard Self.isIdentifier(id), let stored = try await store.task(id: id), stored.id.isExactly(id) else {
            return nil
        }
        return record(of: stored)
    }

    /// A task that a store gave, where it has not expired and this release can read it.
    func record(of stored: StoredTask) -> TaskRecord? {
        do throws(JSONDecodingError) {
            let record = try TaskRecord(stored)
            return record.isExpired(at: options.now()) ? nil : record
        } catch {
            logger.error(
                "a kept task cannot be read", metadata: ["task": "\(stored.id.prefix(8))", "error": "\(error)"])
            return nil
        }
    }

    /// Whether a text can be the id of a task: what clients send is looked at before a store is asked.
    static func isIdentifier(_ id: String) -> Bool {
        id.utf8.count == 32 && id.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }

    // MARK: What runs

    /// The task of an id, where its function runs here.
    func live(_ id: String) -> LiveTask? { state.withLock { $0.live[id] } }

    /// The tasks whose functions run here.
    var allLive: [LiveTask] { state.withLock { Array($0.live.values) } }

    /// How many functions of tasks run here.
    var running: Int { state.withLock { $0.live.count } }

    /// Why a task may not begin.
    enum Full: Error {
        case stopping, caller, server
    }

    /// Counts a task among those that run.
    ///
    /// - Parameter isBounded: Whether the bounds count for it; they did already for one that runs again.
    func enter(_ task: LiveTask, isBounded: Bool) throws(Full) {
        try state.withLock { state throws(Full) in
            let owner = ExactString(task.owner)
            guard !state.isStopping else { throw .stopping }
            if isBounded {
                guard state.countByOwner[owner, default: 0] < options.maximumRunningPerCaller else { throw .caller }
                guard state.live.count < options.maximumRunning else { throw .server }
            }
            state.live[task.id] = task
            state.countByOwner[owner, default: 0] += 1
        }
    }

    /// Ends a task's part among those that run, when its function has really ended.
    func leave(_ task: LiveTask) {
        let waiting: Race<Void>? = state.withLock { state in
            guard state.live.removeValue(forKey: task.id) != nil else { return nil }
            let owner = ExactString(task.owner)
            let left = state.countByOwner[owner, default: 1] - 1
            state.countByOwner[owner] = left > 0 ? left : nil
            return state.live.isEmpty ? state.waiting.take() : nil
        }
        task.forget()
        waiting?.end(.returned(()))
    }

    /// Lets nobody begin any more, and gives what runs; or lets everybody again.
    func setStopping(_ isStopping: Bool) -> [LiveTask] {
        state.withLock { state in
            state.isStopping = isStopping
            return Array(state.live.values)
        }
    }

    /// Whether nobody may begin any more.
    var isStopping: Bool { state.withLock { $0.isStopping } }

    /// Waits until no function runs any more, or a time has passed.
    func waitForFunctions(atMost time: Duration) async {
        let race = Race<Void>()
        let isBusy = state.withLock { state in
            if !state.live.isEmpty { state.waiting = race }
            return !state.live.isEmpty
        }
        guard isBusy else { return }
        let ticket = deadlines.add(after: time) { race.end(.timedOut(after: time)) }
        if case .timedOut = await race.wait() {
            logger.warning("the server stops while functions of tasks still run")
        }
        deadlines.remove(ticket)
    }

    // MARK: Sweeping

    /// Begins to remove what expires, unless that has begun; it goes on until the server stops or is gone.
    func startSweeping() {
        let mustStart = state.withLock { state in
            defer { state.isSweeping = true }
            return !state.isSweeping
        }
        if mustStart { scheduleSweep() }
    }

    private func scheduleSweep() {
        _ = deadlines.add(after: options.sweepInterval) { [weak self] in
            guard let self else { return }
            Task { await self.sweepAgain() }
        }
    }

    private func sweepAgain() async {
        let goesOn = state.withLock { state in
            if state.isStopping { state.isSweeping = false }
            return state.isSweeping
        }
        guard goesOn else { return }
        await sweep()
        scheduleSweep()
    }

    /// Removes what has expired; a function that still runs is told to stop.
    func sweep() async {
        do throws(TaskStoreError) {
            while true {
                let ids = try await store.removeExpired(at: options.now(), limit: 256)
                for id in ids {
                    live(id)?.cancel()
                    watches.signal(id)
                    announce(id)
                }
                if ids.count < 256 { return }
            }
        } catch {
            logger.error("expired tasks could not be removed", metadata: ["error": "\(error)"])
        }
    }
}
