/// What the multi round-trip requests of a server share (basic/patterns/mrtr, 2026-07-28).
///
/// Nothing of a request is kept between its rounds: what the next one needs travels with the client, sealed.
final class RoundTrips: Sendable {
    let sealer: StateSealer
    let options: ServerOptions.RoundTrips
    let redemptions: any RedemptionStore

    /// The present, in seconds since 1970.
    var now: Int64 { options.now() }

    init(_ options: ServerOptions.RoundTrips) {
        self.options = options
        sealer = StateSealer(ring: options.keys ?? .random())
        redemptions = options.redemptions ?? MemoryRedemptionStore(now: options.now)
    }

    /// When a state that is sealed now expires.
    var expiry: Int64 { now + options.timeToLive.secondsRoundedUp }

    /// When nothing that descends from a request is accepted any more, whatever it still asks.
    func lastExpiry(afterRound round: Int) -> Int64 {
        let rounds = Int64(clamping: max(1, options.maximumRounds - round + 1))
        let (seconds, overflow) = options.timeToLive.secondsRoundedUp.multipliedReportingOverflow(by: rounds)
        guard !overflow else { return .max }
        let (expiry, isBeyond) = now.addingReportingOverflow(seconds)
        return isBeyond ? .max : expiry
    }
}

extension Duration {
    /// The seconds, of which a part counts as a whole one; at least 1 and at most a year.
    fileprivate var secondsRoundedUp: Int64 {
        let (seconds, attoseconds) = components
        return min(max(1, attoseconds > 0 ? seconds &+ 1 : seconds), 366 * 86_400)
    }
}
