extension ServerOptions {
    /// How requests go on over several rounds (basic/patterns/mrtr, 2026-07-28).
    public struct RoundTrips: Sendable {
        /// The keys that seal what clients carry from one round to the next; nothing takes a random one of this process.
        ///
        /// With a random key, a request that was begun at one server cannot go on at another one, nor after a restart:
        /// its client is told to send it again from the beginning. Servers that answer for one another need the same keys.
        public var keys: StateKeyRing?
        /// How long a client may take for the answers of one round.
        public var timeToLive: Duration
        /// How many characters a sealed state may have. A function whose answers and effects do not fit fails.
        public var maximumStateBytes: Int
        /// How often one request may ask before it is given up.
        public var maximumRounds: Int
        /// Where redeemed requests are noted, see ``Context/redeemOnce()``; nothing takes the memory of this process.
        public var redemptions: (any RedemptionStore)?
        /// The present, in seconds since 1970.
        var now: @Sendable () -> Int64 = SystemTime.seconds

        public init(
            keys: StateKeyRing? = nil,
            timeToLive: Duration = .seconds(600),
            maximumStateBytes: Int = 16 * 1_024,
            maximumRounds: Int = 16,
            redemptions: (any RedemptionStore)? = nil
        ) {
            self.keys = keys
            self.timeToLive = timeToLive
            self.maximumStateBytes = maximumStateBytes
            self.maximumRounds = maximumRounds
            self.redemptions = redemptions
        }
    }
}
