import Synchronization

/// What one event loop's connections are doing, readable from any thread.
final class LoopCounters: Sendable {
    let connections = Atomic<Int>(0)
    let requests = Atomic<Int>(0)
    let streams = Atomic<Int>(0)

    static func add(_ change: Int, to counter: borrowing Atomic<Int>) {
        counter.wrappingAdd(change, ordering: .relaxed)
    }
}
