/// The keys of sealed state: one that seals, and older ones whose texts are still accepted.
///
/// To replace a key without refusing the requests that are under way, put the new one first, keep the old one behind it
/// until the last text that it sealed has expired (``ServerOptions/RoundTrips/timeToLive``), and then drop it. Servers
/// that answer for one another need the same keys; where their order differs for a moment, nothing breaks.
public struct StateKeyRing: Sendable {
    /// The most keys of a ring.
    public static let maximumKeys = 16

    let current: StateKey
    private let older: [StateKey]

    /// Makes a ring; nothing where it would have more than 16 keys.
    public init?(_ current: StateKey, older: [StateKey] = []) {
        guard older.count < Self.maximumKeys else { return nil }
        self.current = current
        self.older = older
    }

    private init(only key: StateKey) {
        current = key
        older = []
    }

    /// A ring with one key of this process: what it sealed is worth nothing to another process, nor after a restart.
    public static func random() -> StateKeyRing { StateKeyRing(only: .random()) }

    /// The key of an id; nothing where it is none of the ring's.
    func key(id: some Sequence<UInt8>) -> StateKey? {
        ([current] + older).first { $0.id.elementsEqual(id) }
    }
}
