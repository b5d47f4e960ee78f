import Gatehouse
import Logging
import Synchronization

/// Collects when keys were used, to write it down now and then: a request never waits for it.
///
/// It remembers one time for each key, and at most so many keys; what does not fit is left out, for a last use is for
/// people to look at and decides nothing.
final class APIKeyUses: Sendable {
    static let capacity = 10_000

    private let times = Mutex<[String: Int64]>([:])

    /// Takes down a use.
    func note(_ id: String, at time: Int64) {
        times.withLock { times in
            guard times[id] != nil || times.count < Self.capacity else { return }
            times[id] = max(times[id] ?? time, time)
        }
    }

    /// Writes what was collected. What cannot be written is dropped.
    func flush(to store: any APIKeyStore, _ logger: Logger) async {
        let taken = times.withLock { times in
            defer { times = [:] }
            return times
        }
        guard !taken.isEmpty else { return }
        do throws(APIKeyStoreError) {
            try await store.noteUses(taken)
        } catch {
            logger.warning(
                "the last uses of API keys could not be written down",
                metadata: ["keys": .stringConvertible(taken.count), "error": .string(error.description)])
        }
    }
}
