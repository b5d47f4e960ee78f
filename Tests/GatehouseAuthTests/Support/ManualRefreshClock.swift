import Synchronization

@testable import GatehouseAuth

/// Time that a test moves, and chance that it fixes.
final class ManualRefreshClock: Sendable {
    private struct Sleeper {
        let id: Int
        let until: Duration
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var now: Duration = .zero
        var sleepers: [Sleeper] = []
        var cancelled: Set<Int> = []
        var nextID = 0
    }

    private let state = Mutex(State())
    private let chance = Mutex(0.5)

    var now: Duration { state.withLock { $0.now } }

    /// How many tasks sleep.
    var sleeping: Int { state.withLock { $0.sleepers.count } }

    func fixChance(_ value: Double) { chance.withLock { $0 = value } }

    var clock: RefreshClock {
        RefreshClock(now: { self.now }, sleep: { try await self.sleep($0) }, random: { self.chance.withLock { $0 } })
    }

    /// Lets time pass, and wakes whoever has slept long enough.
    func advance(by amount: Duration) {
        let due = state.withLock { state in
            state.now += amount
            defer { state.sleepers.removeAll { $0.until <= state.now } }
            return state.sleepers.filter { $0.until <= state.now }
        }
        for sleeper in due { sleeper.continuation.resume() }
    }

    private func sleep(_ amount: Duration) async throws {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let isCancelled = state.withLock { state in
                    if state.cancelled.remove(id) != nil { return true }
                    let until = state.now + amount
                    state.sleepers.append(Sleeper(id: id, until: until, continuation: continuation))
                    return false
                }
                if isCancelled { continuation.resume(throwing: CancellationError()) }
            }
        } onCancel: {
            let sleeper = state.withLock { state in
                guard let index = state.sleepers.firstIndex(where: { $0.id == id }) else {
                    state.cancelled.insert(id)
                    return Sleeper?.none
                }
                return state.sleepers.remove(at: index)
            }
            sleeper?.continuation.resume(throwing: CancellationError())
        }
    }
}
