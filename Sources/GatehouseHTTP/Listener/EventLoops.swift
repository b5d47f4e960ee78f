import NIOCore
import Synchronization

/// The listener's event loops and what belongs to each.
final class EventLoops: Sendable {
    private struct Entry: Sendable {
        let eventLoop: any EventLoop
        let state: NIOLoopBoundBox<LoopState>
        let counters: LoopCounters
    }

    private let entries: [Entry]

    init(_ group: any EventLoopGroup) {
        entries = group.makeIterator().map { eventLoop in
            let counters = LoopCounters()
            let state = LoopState(eventLoop, counters: counters)
            return Entry(
                eventLoop: eventLoop, state: .makeBoxSendingValue(state, eventLoop: eventLoop), counters: counters)
        }
    }

    /// What belongs to a loop; called on that loop.
    func state(of eventLoop: any EventLoop) -> LoopState? {
        entries.first { $0.eventLoop === eventLoop }?.state.value
    }

    /// Does something on every loop, one after the other, and collects what comes of it.
    func onEach<Result: Sendable>(_ body: @escaping @Sendable (LoopState) -> Result) async throws -> [Result] {
        var results: [Result] = []
        for entry in entries {
            let state = entry.state
            results.append(try await entry.eventLoop.submit { body(state.value) }.get())
        }
        return results
    }

    /// What all connections are doing now.
    var statistics: HTTPListenerStatistics {
        var sum = HTTPListenerStatistics()
        for entry in entries {
            sum.connections += entry.counters.connections.load(ordering: .relaxed)
            sum.requests += entry.counters.requests.load(ordering: .relaxed)
            sum.streams += entry.counters.streams.load(ordering: .relaxed)
        }
        return sum
    }
}
