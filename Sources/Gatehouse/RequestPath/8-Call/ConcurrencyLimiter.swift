import Synchronization

/// Bounds the calls that run at once, in the whole, in each lane and of each caller, with a bounded queue for the others.
///
/// Callers share the slots' time: of those that wait and whose lane has room, the one gets the next slot that has used the
/// least of it, so that calls of a lane that is full, or of a caller that asks without end, hold up nobody but themselves.
/// A group of callers may be guaranteed a part of the slots (``ConcurrencyLimits/guarantees``). A call that finds room
/// takes its slot at once, without suspending and without allocating. One that does not waits at most
/// ``ConcurrencyLimits/longestWait``, where it can be expected to have its turn by then; else it is refused at once. The
/// longer there has been a queue, the shorter it may be, and the callers that ask most make room for others in it.
/// A cancelled call leaves the queue at once.
public final class ConcurrencyLimiter: Sendable {
    /// How the waiting of one call stands.
    private enum Waiter {
        /// In the queue, but its task does not sleep yet.
        case queued
        /// In the queue, and its task sleeps.
        case asleep(CheckedContinuation<Overloaded.Reason?, Never>)
        /// Out of the queue before its task slept: with a slot, or with the reason for having none.
        case settled(Overloaded.Reason?)
    }

    private struct State {
        var queue: ConcurrencyQueue
        var waiters: [ConcurrencyQueue.Ticket: Waiter] = [:]
    }

    /// How the limiter bounds calls.
    public var limits: ConcurrencyLimits { state.withLock { $0.queue.limits } }
    private let deadlines: Deadlines
    private let elapsed: @Sendable () -> Duration
    private let state: Mutex<State>

    /// How often it is looked whether somebody has waited for too long.
    static let tick = Duration.milliseconds(5)

    /// - Parameters:
    ///   - limits: The bounds of the whole.
    ///   - clock: Measures how long calls wait; its sleep must end when the task is cancelled.
    public init<C: Clock>(_ limits: ConcurrencyLimits = ConcurrencyLimits(), clock: C = ContinuousClock())
    where C.Duration == Duration {
        deadlines = Deadlines(clock: clock, tick: Self.tick)
        let start = clock.now
        elapsed = { start.duration(to: clock.now) }
        state = Mutex(State(queue: ConcurrencyQueue(limits)))
    }

    /// Bounds calls in another way from now on. What runs or waits stays as it is, also where it is more than there may be.
    public func change(to limits: ConcurrencyLimits) {
        let now = elapsed()
        let continuations = state.withLock { state in
            state.queue.change(limits, at: now).compactMap { Self.settle($0, nil, &state) }
        }
        for continuation in continuations { continuation.resume(returning: nil) }
    }

    /// Adds a lane with a bound of its own, as for one tool. It stays until ``removeLane(_:)``.
    ///
    /// At most half of the places in the queue go to one lane, so that a tool that hangs leaves some to the others.
    ///
    /// - Parameter running: The most calls of the lane that run at once; at least 1.
    public func addLane(running: Int) -> ConcurrencyLane {
        state.withLock { $0.queue.addLane(bound: running) }
    }

    /// Removes a lane that nobody asks for slots of any longer. Its calls that run keep their slots, and those that wait
    /// get theirs in turn; when the last one has ended, the lane's memory is used again. Another call that asks for a
    /// slot of it is refused.
    public func removeLane(_ lane: ConcurrencyLane) {
        state.withLock { $0.queue.removeLane(lane) }
    }

    /// How many lanes take memory, for tests and metrics.
    var laneCount: Int { state.withLock { $0.queue.laneCount } }
    /// How many callers take memory.
    var callerCount: Int { state.withLock { $0.queue.callerCount } }

    /// Takes a slot where one is free now, without suspending; nothing where a call would have to wait.
    ///
    /// - Parameters:
    ///   - caller: Whose call it is; those of nobody in particular count as one caller's.
    ///   - share: The caller's group. It stays in the group that it had first while calls of it run or wait.
    public func tryAcquire(
        _ lane: ConcurrencyLane = .shared, for caller: RateLimitKey = .nobody, of share: ConcurrencyShare = .common
    ) -> ConcurrencySlot? {
        let isMeasured = state.withLock { state -> Bool? in
            guard state.queue.take(lane, for: caller, of: share) else { return nil }
            return state.queue.shouldMeasure(lane)
        }
        guard let isMeasured else { return nil }
        return ConcurrencySlot(self, lane, caller, since: isMeasured ? elapsed() : nil)
    }

    /// Takes a slot, and waits for one where none is free.
    ///
    /// - Parameters:
    ///   - caller: Whose call it is.
    ///   - share: The caller's group.
    ///   - wait: How long the call waits at most, where that is less than the limiter's own bound.
    /// - Throws: ``Overloaded`` where the queue is full, the wait was too long or would be, or the task is cancelled.
    public func acquire(
        _ lane: ConcurrencyLane = .shared, for caller: RateLimitKey = .nobody, of share: ConcurrencyShare = .common,
        within wait: Duration? = nil
    ) async throws(Overloaded) -> ConcurrencySlot {
        if let slot = tryAcquire(lane, for: caller, of: share) { return slot }
        if Task.isCancelled { throw overloaded(.cancelled) }
        switch enter(lane, caller, share) {
        case .slot: break
        case .refused(let reason, let position): throw overloaded(reason, position: position)
        case .ticket(let ticket, let position):
            let wait = min(limits.longestWait, wait ?? limits.longestWait)
            if let reason = await self.wait(ticket, wait) {
                throw overloaded(reason, position: position, wait: wait)
            }
        }
        return ConcurrencySlot(self, lane, caller, since: elapsed())
    }

    /// Runs an operation in a slot, which goes back when the operation ends in whatever way.
    ///
    /// - Throws: ``Overloaded``, and whatever the operation throws.
    public func withSlot<Value>(
        _ lane: ConcurrencyLane = .shared,
        for caller: RateLimitKey = .nobody,
        _ operation: () async throws -> sending Value
    ) async throws -> sending Value {
        let slot = try await acquire(lane, for: caller)
        let value = try await operation()
        slot.release()
        return value
    }

    /// The number of calls that run, and of those that wait.
    public var usage: (running: Int, waiting: Int) {
        state.withLock { ($0.queue.running, $0.queue.waiting) }
    }

    private func overloaded(_ reason: Overloaded.Reason, position: Int = 0, wait: Duration = .zero) -> Overloaded {
        Overloaded(reason, retryAfter: limits.retryAfter, position: position, wait: wait)
    }
}

extension ConcurrencyLimiter {
    /// What a call finds that could not take a slot at first sight.
    private enum Entry {
        case slot
        case refused(Overloaded.Reason, position: Int)
        case ticket(ConcurrencyQueue.Ticket, position: Int)
    }

    /// Takes a slot that has become free meanwhile, or a place in the queue.
    private func enter(_ lane: ConcurrencyLane, _ caller: RateLimitKey, _ share: ConcurrencyShare) -> Entry {
        let (entry, displaced) = state.withLock {
            state -> (Entry, CheckedContinuation<Overloaded.Reason?, Never>?) in
            if state.queue.take(lane, for: caller, of: share) { return (.slot, nil) }
            switch state.queue.enqueue(lane, for: caller, of: share, at: elapsed()) {
            case .full: return (.refused(.queueFull, position: state.queue.waiting + 1), nil)
            case .late: return (.refused(.wouldWaitTooLong, position: state.queue.waiting + 1), nil)
            case .waits(let ticket, let position):
                state.waiters[ticket] = .queued
                return (.ticket(ticket, position: position), nil)
            case .waitsInPlace(let dropped, let ticket, let position):
                state.waiters[ticket] = .queued
                return (.ticket(ticket, position: position), Self.settle(dropped, .displaced, &state))
            }
        }
        displaced?.resume(returning: .displaced)
        return entry
    }

    /// Waits until the call has a slot, which is when this returns nothing, or until it will not get one.
    private func wait(_ ticket: ConcurrencyQueue.Ticket, _ wait: Duration) async -> Overloaded.Reason? {
        let deadline = deadlines.add(after: wait) { self.leave(ticket, .waitedTooLong) }
        defer { deadlines.remove(deadline) }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { self.sleep(ticket, $0) }
        } onCancel: {
            self.leave(ticket, .cancelled)
        }
    }

    /// Lets the task sleep, or wakes it at once where its ticket is settled.
    private func sleep(
        _ ticket: ConcurrencyQueue.Ticket, _ continuation: CheckedContinuation<Overloaded.Reason?, Never>
    ) {
        let settled: Overloaded.Reason?? = state.withLock { state in
            guard case .settled(let reason) = state.waiters[ticket] else {
                state.waiters[ticket] = .asleep(continuation)
                return nil
            }
            state.waiters[ticket] = nil
            return .some(reason)
        }
        if case .some(let reason) = settled { continuation.resume(returning: reason) }
    }

    /// Takes a call out of the queue, for a reason, if it still waits there.
    private func leave(_ ticket: ConcurrencyQueue.Ticket, _ reason: Overloaded.Reason) {
        let continuation = state.withLock { state in
            state.queue.leave(ticket, at: elapsed()) ? Self.settle(ticket, reason, &state) : nil
        }
        continuation?.resume(returning: reason)
    }

    /// Gives a slot back, and wakes the calls that get it.
    ///
    /// - Parameter since: When the call got it, where that was measured.
    func release(_ lane: ConcurrencyLane, _ caller: RateLimitKey, since: Duration?) {
        let continuations = state.withLock { state in
            let now = since != nil || state.queue.waiting > 0 ? elapsed() : nil
            let held = now.flatMap { now in since.map { (now - $0) / .seconds(1) } }
            return state.queue.release(lane, for: caller, after: held, at: now)
                .compactMap { Self.settle($0, nil, &state) }
        }
        for continuation in continuations { continuation.resume(returning: nil) }
    }

    /// Notes what became of a ticket that has left the queue; returns the continuation where the task sleeps.
    private static func settle(
        _ ticket: ConcurrencyQueue.Ticket, _ reason: Overloaded.Reason?, _ state: inout State
    ) -> CheckedContinuation<Overloaded.Reason?, Never>? {
        guard case .asleep(let continuation) = state.waiters[ticket] else {
            state.waiters[ticket] = .settled(reason)
            return nil
        }
        state.waiters[ticket] = nil
        return continuation
    }
}
