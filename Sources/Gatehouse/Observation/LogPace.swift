import Dispatch
import Synchronization

/// Bounds how many lines of one kind a log gets in a second, so that nobody can fill a disk or hide what matters with
/// requests that are refused.
///
/// Lines beyond the bound are left out and counted. Once a second, and only then, somebody is told how many there were of
/// which kind. Kinds are bounded in number; what comes beyond is of one more kind, `other`.
public final class LogPace: Sendable {
    /// How many lines of a kind were left out.
    public struct LeftOut: Sendable, Hashable {
        /// The kind.
        public let kind: String
        /// How many lines.
        public let count: Int
    }

    private let state: Mutex<LogPaceWindow>
    private let now: @Sendable () -> Duration
    private let later: @Sendable (Duration, @escaping @Sendable () -> Void) -> Void
    private let tell: @Sendable ([LeftOut]) -> Void

    /// Makes a bound.
    ///
    /// - Parameters:
    ///   - linesPerSecond: The most lines of one kind in a second.
    ///   - tell: Takes what was left out.
    public convenience init(linesPerSecond: Int, tell: @escaping @Sendable ([LeftOut]) -> Void) {
        let start = ContinuousClock.now
        self.init(
            linesPerSecond: linesPerSecond, now: { ContinuousClock.now - start },
            later: { delay, body in
                let milliseconds = Int(delay / .milliseconds(1)) + 1
                DispatchQueue.global(qos: .utility).asyncAfter(
                    deadline: .now() + .milliseconds(milliseconds), execute: body)
            }, tell: tell)
    }

    /// Makes a bound with a clock of its own.
    ///
    /// - Parameters:
    ///   - linesPerSecond: The most lines of one kind in a second.
    ///   - now: The time since some moment, which never goes back.
    ///   - later: Runs something once after a time.
    ///   - tell: Takes what was left out.
    package init(
        linesPerSecond: Int,
        now: @escaping @Sendable () -> Duration,
        later: @escaping @Sendable (Duration, @escaping @Sendable () -> Void) -> Void,
        tell: @escaping @Sendable ([LeftOut]) -> Void
    ) {
        state = Mutex(LogPaceWindow(limit: linesPerSecond))
        self.now = now
        self.later = later
        self.tell = tell
    }

    /// Whether a line of a kind may be written; one that may not is counted.
    public func allows(_ kind: @autoclosure () -> String) -> Bool {
        let now = now()
        let action = state.withLock { $0.take(kind(), at: now) }
        if !action.leftOut.isEmpty { tell(action.leftOut) }
        if let delay = action.wakeAfter { later(delay) { [self] in turn() } }
        return action.isAllowed
    }

    /// Ends the second that is over.
    private func turn() {
        let now = now()
        let action = state.withLock { $0.wake(at: now) }
        if !action.leftOut.isEmpty { tell(action.leftOut) }
        if let delay = action.wakeAfter { later(delay) { [self] in turn() } }
    }
}

extension [LogPace.LeftOut] {
    /// How many lines were left out altogether.
    package var total: Int { reduce(0) { $0 + $1.count } }

    /// The kinds with their counts, those with most first, at most eight of them by name.
    package var summary: String {
        let sorted = sorted { $0.count == $1.count ? $0.kind < $1.kind : $0.count > $1.count }
        let named = sorted.prefix(8).map { "\($0.kind): \($0.count)" }
        let others = sorted.count - named.count
        return (named + (others > 0 ? ["\(others) other kinds"] : [])).joined(separator: ", ")
    }
}
