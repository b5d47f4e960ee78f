import Synchronization

/// How a call leaves its request, which is answered with a task then, while its function goes on.
final class Departure: Sendable {
    private let leaveRace = Mutex<(@Sendable (TaskRecord) -> Bool)?>(nil)

    /// Connects the call to the race that its request waits for.
    func connect<Value>(_ race: Race<Value>) {
        leaveRace.withLock { leave in
            leave = { record in
                race.end(.threw(BecameTask(record: record)))
                guard case .threw(is BecameTask)? = race.ending else { return false }
                return true
            }
        }
    }

    /// Lets the request go, with a task.
    ///
    /// - Returns: Whether it got the task: not where its caller is gone, or its time was over.
    func leave(with record: TaskRecord) -> Bool {
        let leave = leaveRace.withLock { $0.take() }
        return leave?(record) ?? false
    }
}

/// The call goes on as a task; it ends the waiting of its request.
struct BecameTask: Error {
    let record: TaskRecord
}
