import GatehouseJSON
import GatehouseProtocol
import Logging

extension TaskService {
    /// What a new task is made of.
    struct Draft: Sendable {
        let tool: String
        let owner: String
        /// What it takes to run it again; nothing where it is not to be.
        let origin: TaskOrigin?
        /// How long its client wants it kept.
        var wishedTimeToLive: Duration?
        /// Who begins it, by which credential.
        var caller: Principal?
    }

    /// Makes a task, and returns once it is kept.
    ///
    /// - Throws: ``Refusal`` where there are too many, where the server is about to stop, and where the store fails.
    func create(_ draft: Draft) async throws(Refusal) -> (record: TaskRecord, live: LiveTask) {
        var record = TaskRecord(
            id: RandomIdentifier.make(), owner: draft.owner, origin: draft.origin,
            timeToLive: timeToLive(draft.wishedTimeToLive), pollInterval: options.pollInterval, at: options.now())
        record.tool = draft.tool
        let live = LiveTask(
            id: record.id, owner: draft.owner, isRestartable: draft.origin != nil, caller: draft.caller)
        do throws(Full) {
            try enter(live, isBounded: true)
        } catch {
            throw refusal(error)
        }
        do throws(TaskStoreError) {
            try await keep(record)
        } catch {
            leave(live)
            throw refusal(error)
        }
        startSweeping()
        log("a task began", record, tool: draft.tool)
        auditor?.note(beginning: record)
        return (record, live)
    }

    /// Takes up a task that was under way when the server ended.
    ///
    /// - Throws: ``Refusal`` where the server is about to stop.
    func takeUp(_ record: TaskRecord) throws(Refusal) -> LiveTask {
        let live = LiveTask(
            id: record.id, owner: record.owner, isRestartable: true, caller: record.origin?.principal)
        do throws(Full) {
            try enter(live, isBounded: false)
        } catch {
            throw refusal(error)
        }
        startSweeping()
        return live
    }

    /// Writes a new task; what has expired makes room first, where there is none.
    private func keep(_ record: TaskRecord) async throws(TaskStoreError) {
        do throws(TaskStoreError) {
            try await store.create(record.stored, within: options.quota)
        } catch {
            guard error.reason == .full || error.reason == .ownerFull else { throw error }
            await sweep()
            try await store.create(record.stored, within: options.quota)
        }
    }

    private func timeToLive(_ wished: Duration?) -> Duration {
        let longest = max(.seconds(1), options.maximumTimeToLive)
        return min(max(wished ?? options.timeToLive, .seconds(1)), longest)
    }

    private func refusal(_ full: Full) -> Refusal {
        switch full {
        case .stopping: Self.busy("The server is about to stop, and begins no more tasks", seconds: 1)
        case .server:
            Self.busy("The server runs \(options.maximumRunning) tasks, and has no room for another", seconds: 5)
        case .caller:
            Self.tooMany(
                "Too many tasks: a caller may have \(options.maximumRunningPerCaller) under way; wait for one to end, or "
                    + "cancel one", options.maximumRunningPerCaller)
        }
    }

    private func refusal(_ error: TaskStoreError) -> Refusal {
        switch error.reason {
        case .ownerFull:
            return Self.tooMany(
                "Too many tasks: \(options.quota.maximumPerOwner) of a caller are kept; wait for old ones to expire",
                options.quota.maximumPerOwner)
        case .full:
            if error.cause != nil { logger.error("there is no room for a task", metadata: ["error": "\(error)"]) }
            return Self.busy("The server has no room for another task", seconds: 60)
        default:
            logger.error("a task could not be kept", metadata: ["error": "\(error)"])
            return Refusal(
                .call, status: 500, error: JSONRPCError(.internalError, "The task could not be kept"),
                reason: "a task could not be kept: \(error)")
        }
    }

    private static func tooMany(_ message: String, _ limit: Int) -> Refusal {
        Refusal(
            .call, status: 429,
            error: JSONRPCError(.tooManyRequests, message, data: ["limit": .integer(Int64(limit))]))
    }

    static func busy(_ message: String, seconds: Int64) -> Refusal {
        Refusal(
            .call, status: 503,
            error: JSONRPCError(
                .overloaded, "\(message); retry in \(seconds) s", data: ["retryAfterMs": .integer(seconds * 1_000)]),
            fields: [Reply.Field("Retry-After", String(seconds))])
    }

    /// Writes a line about a task's life. Of its id, which may be all that it takes to read the task, only the beginning.
    func log(_ message: String, _ record: TaskRecord, tool: String? = nil) {
        var line = logger
        line[metadataKey: "task"] = "\(record.id.prefix(8))"
        line[metadataKey: "owner"] = "\(record.owner)"
        line[metadataKey: "status"] = "\(record.status)"
        if let tool { line[metadataKey: "tool"] = "\(tool)" }
        line.info("\(message)")
    }
}
