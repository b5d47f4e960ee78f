/// Counts requests for several servers together, as in a database that all of them reach.
///
/// Every implementation meets `RateLimitStoreRequirement.all` of GatehouseTesting. A server asks once for each request,
/// with all limits that it is one of, and waits no longer than ``SharedRateLimits/timeout``.
public protocol RateLimitStore: Sendable {
    /// Decides about one request, in one step and one round trip: it counts against all limits, or against none where one
    /// of them refuses.
    ///
    /// - Parameter demands: The limits, at least one; each has a key of its own.
    /// - Returns: A standing for each of them, in their order.
    /// - Throws: Whatever went wrong; nothing is counted then.
    func admit(_ demands: [RateLimitDemand]) async throws -> [RateLimitAnswer]

    /// Counts what turned out to cost more, or, where a cost is negative, gives back what cost less, whatever limits say.
    func correct(_ demands: [RateLimitDemand]) async throws
}
