/// Limits of an address, which count before it is known who is calling.
///
/// Requests whose credentials do not hold count as ``failures``. An address that has spent them gets 429 before its
/// credentials are looked at, so that guessing is slow; but credentials that held not long ago are let through, so that
/// callers who share an address with somebody who guesses are not shut out. IPv6 addresses count by their network of 64
/// bits.
public struct AddressLimits: Sendable {
    /// How many requests an address may send, whatever they are.
    public var requests: RateLimits
    /// How many requests of an address may fail to prove who sends them. One without any credentials is not among them.
    public var failures: RateLimits
    /// For how long credentials that held are let through, whatever others from their address do: at least half of it
    /// after they were used last.
    public var known: Duration
    /// Addresses without these limits: by default those of this machine, as a proxy may stand there.
    public var exempt: [NetworkRange]

    public init(
        requests: RateLimits = [],
        failures: RateLimits = "100/minute",
        known: Duration = .seconds(3_600),
        exempt: [NetworkRange] = NetworkRange.loopback
    ) {
        self.requests = requests
        self.failures = failures
        self.known = known
        self.exempt = exempt
    }
}
