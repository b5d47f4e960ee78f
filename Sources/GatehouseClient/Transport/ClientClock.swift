/// Tells the time, and waits.
struct ClientClock: Sendable {
    /// How long ago some moment was that stays the same.
    var now: @Sendable () -> Duration
    /// Waits; throws where the task is cancelled.
    var sleep: @Sendable (Duration) async throws -> Void

    /// The machine's clock, which goes on while it sleeps.
    static let continuous: ClientClock = {
        let origin = ContinuousClock.now
        return ClientClock(
            now: { origin.duration(to: .now) }, sleep: { try await Task.sleep(for: $0, clock: .continuous) })
    }()

    /// Does something for at most a time.
    ///
    /// - Throws: What the operation throws, or ``ClientError/Kind/timedOut`` where the time is over before it ends. The
    ///   operation is cancelled then, and has ended when this returns.
    func run<Value: Sendable>(
        within time: Duration?,
        _ operation: @escaping @Sendable () async throws(ClientError) -> Value
    ) async throws(ClientError) -> Value {
        guard let time else { return try await operation() }
        let outcome = await withTaskGroup(of: Result<Value, ClientError>?.self) { group in
            group.addTask {
                do throws(ClientError) {
                    return .success(try await operation())
                } catch {
                    return .failure(error)
                }
            }
            group.addTask {
                // A sleep ends early only where it is cancelled, and then the operation's outcome is what counts.
                do { try await sleep(time) } catch { return nil }
                return .failure(ClientError(.timedOut, Self.text(of: time)))
            }
            for await outcome in group {
                guard let outcome else { continue }
                group.cancelAll()
                return outcome
            }
            return .failure(.cancelled)
        }
        return try outcome.get()
    }

    /// The time as a text: `200ms`, `1.5s`, `90s`.
    private static func text(of time: Duration) -> String {
        let milliseconds = time.wholeMilliseconds
        guard milliseconds >= 1_000 else { return "\(milliseconds)ms" }
        let rest = milliseconds % 1_000
        guard rest > 0 else { return "\(milliseconds / 1_000)s" }
        var fraction = String(1_000 + rest).dropFirst()
        while fraction.last == "0" { fraction.removeLast() }
        return "\(milliseconds / 1_000).\(fraction)s"
    }
}

extension Duration {
    /// How many whole milliseconds it has; the most that there are where they are too many.
    var wholeMilliseconds: Int64 {
        let (whole, overflow) = components.seconds.multipliedReportingOverflow(by: 1_000)
        guard !overflow else { return components.seconds < 0 ? .min : .max }
        let (sum, sumOverflow) = whole.addingReportingOverflow(components.attoseconds / 1_000_000_000_000_000)
        return sumOverflow ? (whole < 0 ? .min : .max) : sum
    }
}
