/// What of a server's options can be changed while it runs, together; what is nothing stays as it is.
public struct RunningOptions: Sendable {
    /// What components and requests are held to.
    public var policy: AccessPolicy?
    /// The limits of callers and of addresses. What counts stays what it is: ``ServerOptions/Limits/quotas``,
    /// ``ServerOptions/Limits/shared`` and ``ServerOptions/Limits/maximumTracked`` are not looked at.
    public var limits: ServerOptions.Limits?
    /// How many calls run and wait at once. Times are not looked at, but for those of the queue. What groups of callers are
    /// guaranteed changes where they are the groups that the server began with, in their order.
    public var calls: ServerOptions.Calls?

    public init(
        policy: AccessPolicy? = nil, limits: ServerOptions.Limits? = nil, calls: ServerOptions.Calls? = nil
    ) {
        self.policy = policy
        self.limits = limits
        self.calls = calls
    }
}

extension Server {
    /// Takes other options over while the server runs, all of them or none.
    ///
    /// No request is dropped: each is held to one policy and one set of limits from its first step to its last. What
    /// callers have used of a limit that is the same as before, under the same name and with the same key, stays used; so
    /// does what they have used of quotas, and calls that run or wait go on. Limits by a function as their key begin anew.
    ///
    /// One caller at a time: of two that change options at once the later one counts.
    ///
    /// - Throws: ``RegistrationError`` for limits that cannot be read, for two of one name, where a tool names a limit that
    ///   would not exist any more, and as ``Registry/replace(_:)-(AccessPolicy)`` does; then nothing has changed.
    public func apply(_ options: RunningOptions) throws(RegistrationError) {
        let present = registry.snapshot.bounds
        var bounds: ToolBoundsSource?
        if options.limits != nil || options.calls != nil {
            let book =
                if let limits = options.limits { try LimitBook(limits, after: present.book) } else { present.book }
            bounds = present.with(book, running: options.calls?.maximumConcurrentPerTool ?? present.running)
        }
        var guarding: AddressGuard?
        if let limits = options.limits { guarding = try addresses.next(limits.addresses) }
        try registry.replace(options.policy, bounds)
        if options.limits != nil { addresses.set(guarding) }
        if let calls = options.calls { concurrency.change(to: calls.concurrency(after: blueprint.options.calls)) }
    }
}

extension ServerOptions.Calls {
    /// The bounds of the calls that run at once.
    var concurrency: ConcurrencyLimits {
        ConcurrencyLimits(
            running: maximumConcurrent, runningPerCaller: maximumConcurrentPerCaller, waiting: maximumQueued,
            longestWait: queueWait, standingWait: overloadWait, guarantees: guarantees.map(\.part))
    }

    /// The bounds in place of others. The parts of groups are left out where the groups are not the same.
    func concurrency(after present: ServerOptions.Calls) -> ConcurrencyLimits {
        let groups = { (calls: ServerOptions.Calls) in calls.guarantees.map { [$0.roles, $0.tenants, $0.subjects] } }
        var bounds = concurrency
        if groups(self) != groups(present) { bounds.guarantees = [] }
        return bounds
    }
}
