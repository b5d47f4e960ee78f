import Gatehouse
import GatehouseSQLite

extension Composition {
    /// How tasks are kept and run.
    ///
    /// - Parameter store: Where they are kept; nothing where that is memory.
    func taskOptions(_ store: (any TaskStore)?) -> ServerOptions.Tasks {
        let tasks = configuration.tasks
        var options = ServerOptions.Tasks(
            store: store ?? InMemoryTaskStore(), timeToLive: tasks.timeToLive, maximumTimeToLive: tasks.maxTimeToLive,
            pollInterval: tasks.pollInterval, timeout: tasks.timeout, answerTimeout: tasks.answerTimeout)
        options.maximumPolls = tasks.maxPolls
        options.maximumRunning = tasks.maxRunning
        options.maximumRunningPerCaller = tasks.maxRunningPerCaller
        options.quota = TaskQuota(maximum: tasks.maxKept, maximumPerOwner: tasks.maxKeptPerCaller)
        options.maximumResultBytes = tasks.maxResultBytes
        return options
    }

    /// Opens the file of tasks, where any tool has tasks and the configuration keeps them in one; it is closed with the
    /// application.
    func openTaskStore(
        for components: Components,
        over transport: ServerProcess.Transport,
        _ launch: Launch
    ) async throws(CommandFailure) -> (any TaskStore)? {
        guard components.tools.contains(where: { $0.options.task != .never }) else { return nil }
        switch (configuration.tasks.store, transport) {
        case ("memory", _), ("auto", .standardStreams): return nil
        default: break
        }
        do throws(SQLiteStoreFailure) {
            let store = try await SQLiteTaskStore.open(path: configuration.server.data + "/tasks.sqlite")
            launch.onClose { try await store.close() }
            return store
        } catch {
            throw CommandFailure(.configuration, "\(error) (tasks.store)")
        }
    }
}
