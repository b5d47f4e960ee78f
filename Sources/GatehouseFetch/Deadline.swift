/// Does something for at most a time.
enum Deadline {
    /// Runs the operation, which must end soon after it was cancelled.
    ///
    /// - Throws: What the operation throws, or a failure of the kind *timed out* where the time is over before it ends.
    static func run<Value: Sendable>(
        within time: Duration,
        _ operation: @escaping @Sendable () async throws(OutgoingFailure) -> Value
    ) async throws(OutgoingFailure) -> Value {
        let outcome = await withTaskGroup(of: Result<Value, OutgoingFailure>?.self) { group in
            group.addTask {
                do throws(OutgoingFailure) {
                    return .success(try await operation())
                } catch {
                    return .failure(error)
                }
            }
            group.addTask {
                // A sleep ends early only where it is cancelled, and then the operation's outcome is what counts.
                do { try await Task.sleep(for: time, clock: .continuous) } catch { return nil }
                return .failure(OutgoingFailure(.timedOut, "the answer did not come in time"))
            }
            for await outcome in group {
                guard let outcome else { continue }
                group.cancelAll()
                return outcome
            }
            return .failure(OutgoingFailure(.cancelled, "nobody waits for the answer any more"))
        }
        return try outcome.get()
    }
}
