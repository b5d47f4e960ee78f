import Synchronization

/// Numbers the requests of a process, so that a line of the log and an error that a caller was given can be matched.
///
/// An identifier is a random prefix, drawn once, and a counter: unique across restarts, cheap to make, and telling
/// nobody more than how many requests came before.
final class RequestIdentifiers: Sendable {
    private let prefix: String
    private let counter = Atomic<UInt64>(0)

    init() {
        var generator = SystemRandomNumberGenerator()
        prefix = String(RandomIdentifier.hexadecimal(generator.next()).prefix(8))
    }

    /// The next identifier: `3f9a01c2-1a`.
    func next() -> String {
        let number = counter.wrappingAdd(1, ordering: .relaxed).newValue
        return prefix + "-" + String(number, radix: 16)
    }
}
