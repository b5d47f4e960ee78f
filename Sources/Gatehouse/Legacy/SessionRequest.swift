import GatehouseProtocol

/// A request that changes what a session's client hears of.
enum SessionRequest: Sendable, Hashable {
    /// `logging/setLevel`.
    case setLevel(LoggingLevel)
    /// `resources/subscribe`.
    case subscribe(uri: String)
    /// `resources/unsubscribe`.
    case unsubscribe(uri: String)
}
