/// When an issuer's keys are fetched again, and how long they count.
public struct RemoteKeyOptions: Sendable, Hashable {
    /// How long fetched keys count as current: they are fetched again before it is over. The issuer's `Cache-Control` may
    /// shorten it, to ``minimumRefresh`` at least, and never lengthens it, so that it bounds how long a key works that the
    /// issuer has taken back.
    public var refresh: Duration
    /// How long fetched keys count where the issuer cannot be reached any more.
    public var maximumAge: Duration
    /// The least time between two fetches that tokens with unknown keys cause, whoever sends how many of them.
    public var cooldown: Duration
    /// How long a token with an unknown key waits for a fetch that is under way.
    public var patience: Duration

    /// The least time that keys count, whatever the issuer says.
    static let minimumRefresh: Duration = .seconds(30)

    /// Makes options: five minutes, a day, ten seconds, and a quarter of a second.
    public init(
        refresh: Duration = .seconds(300),
        maximumAge: Duration = .seconds(86_400),
        cooldown: Duration = .seconds(10),
        patience: Duration = .milliseconds(250)
    ) {
        self.refresh = refresh
        self.maximumAge = maximumAge
        self.cooldown = cooldown
        self.patience = patience
    }
}
