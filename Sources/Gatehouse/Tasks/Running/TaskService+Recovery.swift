import GatehouseJSON
import GatehouseProtocol
import Logging

extension TaskService {
    /// Takes up what the server left when it ended: tasks that may run again do so, the others fail.
    ///
    /// It looks at tasks that have not ended and at no others, so that it takes no longer where many are kept.
    ///
    /// - Parameter rerun: Runs a task again; it returns when the task runs, not when it has ended.
    func recover(_ rerun: (TaskRecord, TaskOrigin) async -> Void) async {
        var place: UInt64 = 0
        do throws(TaskStoreError) {
            while true {
                let page = try await store.unfinishedTasks(after: place, limit: 64)
                guard let last = page.last else { return }
                for stored in page { await recover(stored, rerun) }
                place = last.place
            }
        } catch {
            logger.error("tasks of before could not be taken up", metadata: ["error": "\(error)"])
        }
    }

    private func recover(_ stored: StoredTask, _ rerun: (TaskRecord, TaskOrigin) async -> Void) async {
        // What has begun since the server started is nobody's but its own function's.
        guard live(stored.id) == nil, let record = record(of: stored), !record.status.isTerminal else { return }
        if let origin = record.origin {
            log("a task runs again", record, tool: origin.tool)
            await rerun(record, origin)
        } else {
            let live = LiveTask(id: record.id, owner: record.owner, isRestartable: false)
            await end(live, with: .interrupted("The server ended while the task was running"))
        }
    }
}
