/// Why the server ends a subscription.
enum SubscriptionEnding: Sendable, Hashable {
    /// The server is about to stop.
    case draining
    /// The credential that opened it has expired.
    case expired
    /// Whoever opened it has closed it.
    case closed
}
