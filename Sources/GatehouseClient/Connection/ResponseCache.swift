import GatehouseJSON
import GatehouseProtocol
import Synchronization

/// Keeps answers for as long as the server says that they are fresh.
///
/// Implements server/utilities/caching (2026-07-28). A client has a cache of its own, so that what is shown to one caller
/// is never shown to another; when the caller's token changes, what was private goes.
final class ResponseCache: Sendable {
    /// What an answer depends on.
    struct Key: Sendable, Hashable {
        let method: String
        let params: JSONObject

        init(_ invocation: Invocation) {
            method = invocation.method
            params = invocation.params
        }
    }

    fileprivate struct Entry {
        let result: JSONObject
        let expiry: Duration
        let isPrivate: Bool
        let bytes: Int
        let number: Int
    }

    fileprivate struct State {
        var entries: [Key: Entry] = [:]
        var bytes = 0
        var lastNumber = 0
        /// Rises with everything that makes answers under way stale before they come.
        var age = 0
    }

    /// No answer is kept longer, whatever the server says.
    private static let longestFreshness = Duration.seconds(86_400)
    private let maximumEntries: Int
    private let maximumBytes: Int
    private let clock: ClientClock
    private let state = Mutex(State())

    init(_ limits: ClientLimits, _ clock: ClientClock) {
        maximumEntries = limits.maximumCachedResults
        maximumBytes = limits.maximumCachedBytes
        self.clock = clock
    }

    /// How many times something was made stale so far.
    var age: Int { state.withLock { $0.age } }

    /// The answer that is still fresh.
    func result(_ key: Key) -> JSONObject? {
        let now = clock.now()
        return state.withLock { state in
            guard let entry = state.entries[key] else { return nil }
            guard entry.expiry > now else {
                state.remove(key)
                return nil
            }
            return entry.result
        }
    }

    /// Keeps an answer, where the server says for how long, and nothing was made stale since it was asked for.
    func keep(_ result: JSONObject, for key: Key, since age: Int) {
        guard let milliseconds = result["ttlMs"]?.integerValue, milliseconds > 0 else { return }
        let freshness = min(.milliseconds(milliseconds), Self.longestFreshness)
        let bytes = result.jsonBytes.count
        guard maximumEntries > 0, bytes <= maximumBytes else { return }
        let expiry = clock.now() + freshness
        state.withLock { state in
            guard state.age == age else { return }
            state.remove(key)
            state.lastNumber += 1
            state.entries[key] = Entry(
                result: result, expiry: expiry, isPrivate: result["cacheScope"] != "public", bytes: bytes,
                number: state.lastNumber)
            state.bytes += bytes
            while state.entries.count > maximumEntries || state.bytes > maximumBytes {
                guard let oldest = state.entries.min(by: { $0.value.number < $1.value.number }) else { return }
                state.remove(oldest.key)
            }
        }
    }

    /// Whether an answer of a method is kept.
    func holds(_ method: String) -> Bool {
        state.withLock { $0.entries.keys.contains { $0.method == method } }
    }

    /// Makes the answers of some methods stale.
    func remove(_ methods: [String]) {
        removeAll { key, _ in methods.contains(key.method) }
    }

    /// Makes what was read of a resource stale.
    func removeResource(_ uri: String) {
        removeAll { key, _ in key.method == Method.readResource && key.params["uri"]?.stringValue == uri }
    }

    /// Makes stale what another caller may not see.
    func removePrivate() {
        removeAll { _, isPrivate in isPrivate }
    }

    /// Makes everything stale.
    func removeAll() {
        removeAll { _, _ in true }
    }

    private func removeAll(where isStale: (Key, Bool) -> Bool) {
        state.withLock { state in
            state.age += 1
            for (key, entry) in state.entries where isStale(key, entry.isPrivate) { state.remove(key) }
        }
    }
}

extension ResponseCache.State {
    fileprivate mutating func remove(_ key: ResponseCache.Key) {
        guard let entry = entries.removeValue(forKey: key) else { return }
        bytes -= entry.bytes
    }
}
