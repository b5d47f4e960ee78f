/// Remembers which requests were redeemed, so that none is twice (basic/patterns/mrtr, "Server Requirements", 2026-07-28).
///
/// Servers that answer for one another need one store between them.
public protocol RedemptionStore: Sendable {
    /// Notes that something is redeemed.
    ///
    /// Of several calls with one identifier, also at the same time and on different servers, exactly one is the first.
    ///
    /// - Parameters:
    ///   - id: What is redeemed.
    ///   - expiry: Until when it must be remembered, in seconds since 1970.
    /// - Returns: Whether it was not redeemed before.
    /// - Throws: Where it cannot be remembered; then nothing is redeemed.
    func redeem(_ id: String, until expiry: Int64) async throws -> Bool
}

/// A store of redemptions has no room for another one.
public struct RedemptionStoreFull: Error, Sendable, Hashable, CustomStringConvertible {
    public init() {}

    public var description: String { "there is no room to remember another redemption until some have expired" }
}
