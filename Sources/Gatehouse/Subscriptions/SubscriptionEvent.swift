import GatehouseJSON

/// One thing that a listener is told.
enum SubscriptionEvent: Sendable, Hashable {
    /// A list has changed: one kind.
    case listChanged(ComponentKinds)
    /// A resource has changed, and may be read again.
    case resourceUpdated(ExactString)
    /// A task has another state. Which one is asked for when the listener is told, so that it hears the latest.
    case taskChanged(ExactString)
}
