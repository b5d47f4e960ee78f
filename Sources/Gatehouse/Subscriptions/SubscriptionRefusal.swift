/// Why a subscription cannot be opened.
enum SubscriptionRefusal: Error, Sendable, Hashable {
    /// There are as many as there may be.
    case tooMany(Int)
    /// The caller has as many as it may have.
    case tooManyOfCaller(Int)
    /// It names more resources and tasks than one subscription may.
    case tooManySubjects(Int, maximum: Int)
    /// The server is about to stop.
    case draining
}
