/// Why the server ends a subscription.
enum SubscriptionEnding: Sendable, Hashable {
    /// The server is about to stop.
    case draining
    /// The credential that opened it has expired.
    case expired
    /// The credential that opened it does not hold any more. What waits is not told.
    case withdrawn
    /// Whoever opened it has closed it.
    case closed
}
