import Synchronization

/// Bounds the calls that run at once, in the whole and in each lane, with a bounded queue for the others.
///
/// Slots are given in the order of arrival: whoever has waited longest of those whose lane has room gets the next one,
/// so that calls of a lane that is full hold up nobody but themselves. A call that finds room takes its slot at once,
/// without suspending and without allocating. One that does not waits at most ``ConcurrencyLimits/longestWait``; a
/// cancelled call leaves the queue at once.
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
    public let limits: ConcurrencyLimits
    private let clock: any Clock<Duration>
    private let state: Mutex<State>

    /// - Parameters:
    ///   - limits: The bounds of the whole.
    ///   - clock: Measures how long calls wait; its sleep must end when the task is cancelled.
    public init(_ limits: ConcurrencyLimits = ConcurrencyLimits(), clock: any Clock<Duration> = ContinuousClock()) {
        self.limits = limits
        self.clock = clock
        state = Mutex(State(queue: ConcurrencyQueue(running: limits.running, waiting: limits.waiting)))
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

    /// Takes a slot where one is free now, without suspending; nothing where a call would have to wait.
    public func tryAcquire(_ lane: ConcurrencyLane = .shared) -> ConcurrencySlot? {
        guard state.withLock({ $0.queue.take(lane) }) else { return nil }
        return ConcurrencySlot(self, lane)
    }

    /// Takes a slot, and waits for one where none is free.
    ///
    /// - Throws: ``Overloaded`` where the queue is full, the wait was too long, or the task is cancelled.
    public func acquire(_ lane: ConcurrencyLane = .shared) async throws(Overloaded) -> ConcurrencySlot {
        if let slot = tryAcquire(lane) { return slot }
        if Task.isCancelled { throw overloaded(.cancelled) }
        switch enter(lane) {
        case .slot: break
        case .full: throw overloaded(.queueFull)
        case .ticket(let ticket):
            if let reason = await wait(ticket, lane) { throw overloaded(reason) }
        }
        return ConcurrencySlot(self, lane)
    }

    /// Runs an operation in a slot, which goes back when the operation ends in whatever way.
    ///
    /// - Throws: ``Overloaded``, and whatever the operation throws.
    public func withSlot<Value>(
        _ lane: ConcurrencyLane = .shared,
        _ operation: () async throws -> sending Value
    ) async throws -> sending Value {
        let slot = try await acquire(lane)
        let value = try await operation()
        slot.release()
        return value
    }

    /// The number of calls that run, and of those that wait.
    public var usage: (running: Int, waiting: Int) {
        state.withLock { ($0.queue.running, $0.queue.waiting) }
    }

    private func overloaded(_ reason: Overloaded.Reason) -> Overloaded {
        Overloaded(reason, retryAfter: limits.retryAfter)
    }
}

extension ConcurrencyLimiter {
    /// What a call finds that could not take a slot at first sight.
    private enum Entry {
        case slot
        case full
        case ticket(ConcurrencyQueue.Ticket)
    }

    /// Takes a slot that has become free meanwhile, or a place in the queue.
    private func enter(_ lane: ConcurrencyLane) -> Entry {
        state.withLock { state in
            if state.queue.take(lane) { return .slot }
            guard let ticket = state.queue.enqueue(lane) else { return .full }
            state.waiters[ticket] = .queued
            return .ticket(ticket)
        }
    }

    /// Waits until the call has a slot, which is when this returns nothing, or until it will not get one.
    private func wait(_ ticket: ConcurrencyQueue.Ticket, _ lane: ConcurrencyLane) async -> Overloaded.Reason? {
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                do {
                    try await self.clock.sleep(for: self.limits.longestWait)
                    self.leave(ticket, lane, .waitedTooLong)
                } catch {
                    // The sleep ends early only where it is cancelled, and whoever cancels it settles the ticket.
                    self.leave(ticket, lane, .cancelled)
                }
            }
            let reason = await withTaskCancellationHandler {
                await withCheckedContinuation { self.sleep(ticket, $0) }
            } onCancel: {
                self.leave(ticket, lane, .cancelled)
            }
            group.cancelAll()
            return reason
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
    private func leave(_ ticket: ConcurrencyQueue.Ticket, _ lane: ConcurrencyLane, _ reason: Overloaded.Reason) {
        let continuation = state.withLock { state in
            state.queue.leave(ticket, lane) ? Self.settle(ticket, reason, &state) : nil
        }
        continuation?.resume(returning: reason)
    }

    /// Gives a slot back, and wakes the call that gets it.
    func release(_ lane: ConcurrencyLane) {
        let continuation = state.withLock { state in
            state.queue.release(lane).flatMap { Self.settle($0, nil, &state) }
        }
        continuation?.resume(returning: nil)
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
