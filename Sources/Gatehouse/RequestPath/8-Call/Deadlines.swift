import Synchronization

/// Runs an action when a call's deadline passes, for many calls with one timer.
///
/// Deadlines are grouped into ticks, of 20 ms for calls, so that adding and removing one is a dictionary's work, and an action runs
/// at most a tick late. A task sleeps from tick to tick while there are deadlines; it ends when there have been none for fifty.
final class Deadlines: Sendable {
    /// What names a deadline, to take it back.
    struct Ticket: Sendable, Hashable {
        fileprivate let tick: Int64
        fileprivate let number: UInt64
    }

    private struct State {
        var actions: [Int64: [UInt64: @Sendable () -> Void]] = [:]
        var lastNumber: UInt64 = 0
        var isRunning = false
        var idleTicks = 0
    }

    private let tickLength: Duration
    /// For how many ticks the timer goes on with nothing to do, so that calls in a row do not each start it anew.
    private static let lingerTicks = 50

    private let clock: any Clock<Duration>
    private let elapsed: @Sendable () -> Duration
    private let state = Mutex(State())

    /// Makes deadlines on a clock.
    ///
    /// - Parameter tick: How late an action may run, and how often somebody looks while there are any.
    init<C: Clock>(clock: C = ContinuousClock(), tick: Duration = .milliseconds(20)) where C.Duration == Duration {
        let start = clock.now
        tickLength = tick
        self.clock = clock
        self.elapsed = { start.duration(to: clock.now) }
    }

    /// How many deadlines are pending.
    var count: Int { state.withLock { $0.actions.values.reduce(0) { $0 + $1.count } } }

    /// Runs an action once a time has passed, unless the ticket is taken back before.
    func add(after time: Duration, _ action: @escaping @Sendable () -> Void) -> Ticket {
        let tick = Int64(((elapsed() + time) / tickLength).rounded(.up))
        let (ticket, mustStart) = state.withLock { state in
            state.lastNumber &+= 1
            state.actions[tick, default: [:]][state.lastNumber] = action
            let mustStart = !state.isRunning
            state.isRunning = true
            state.idleTicks = 0
            return (Ticket(tick: tick, number: state.lastNumber), mustStart)
        }
        if mustStart { start() }
        return ticket
    }

    /// Takes a deadline back.
    func remove(_ ticket: Ticket) {
        state.withLock { state in
            state.actions[ticket.tick]?[ticket.number] = nil
            if state.actions[ticket.tick]?.isEmpty == true { state.actions[ticket.tick] = nil }
        }
    }

    private func start() {
        // The task ends by itself when nothing is pending; nobody needs to wait for it.
        Task.detached(priority: .high) { [self] in
            while runDue() {
                do {
                    try await clock.sleep(for: tickLength)
                } catch {
                    // Nothing cancels this task but the end of the process.
                    state.withLock { $0.isRunning = false }
                    return
                }
            }
        }
    }

    /// Runs what is due, and says whether anything is left.
    private func runDue() -> Bool {
        let now = Int64((elapsed() / tickLength).rounded(.down))
        let (due, isLeft) = state.withLock { state in
            let ticks = state.actions.keys.filter { $0 <= now }
            let due = ticks.flatMap { state.actions.removeValue(forKey: $0)?.values.map { $0 } ?? [] }
            state.idleTicks = state.actions.isEmpty ? state.idleTicks + 1 : 0
            state.isRunning = state.idleTicks <= Self.lingerTicks
            return (due, state.isRunning)
        }
        for action in due { action() }
        return isLeft
    }
}
