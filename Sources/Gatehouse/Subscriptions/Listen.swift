import GatehouseJSON
import GatehouseProtocol

/// Opens the streams of `subscriptions/listen` (basic/patterns/subscriptions, 2026-07-28).
///
/// A stream counts against the bounds of streams and against no other: it holds no place among the calls that run, and no
/// call's time limits it. It ends with its client, with its credential, and when the server is about to stop.
final class Listen: Sendable {
    let subscriptions: Subscriptions
    let visibility: ResourceVisibility
    let tasks: (any TaskNotices)?
    let info: Implementation
    /// Looks whether credentials still hold; nothing where nobody does.
    let watch: CredentialWatch?
    /// The lists whose changes are told.
    private let kinds: ComponentKinds
    /// The present, in seconds since 1970.
    private let now: @Sendable () -> Int64

    init(
        _ subscriptions: Subscriptions,
        _ visibility: ResourceVisibility,
        tasks: (any TaskNotices)?,
        info: Implementation,
        kinds: ComponentKinds,
        watch: CredentialWatch? = nil,
        now: @escaping @Sendable () -> Int64 = SystemTime.seconds
    ) {
        self.subscriptions = subscriptions
        self.visibility = visibility
        self.tasks = tasks
        self.info = info
        self.kinds = kinds
        self.watch = watch
        self.now = now
    }

    /// Opens a stream with what the caller may hear of. It is counted, and to be run.
    ///
    /// - Throws: ``Refusal`` where there are too many streams, where the filter names too much, and where the transport
    ///   carries no stream.
    func open(
        _ filter: ListenFilter,
        for validated: Validated,
        requestID: String,
        on stream: (any ReplyStream)?
    ) async throws(Refusal) -> ListenStream {
        guard let stream else {
            throw Refusal(
                .call, status: 400,
                error: JSONRPCError(.invalidRequest, "subscriptions/listen needs a transport that carries a stream"))
        }
        let routed = validated.admitted.authorized.routed
        let received = routed.caller.received
        var reader = ResourceReader(principal: routed.caller.principal, requestID: requestID)
        let uris = filter.uris.map { SubscriptionInterest(uris: $0).uris.map(\.text) }
        let asked = (uris?.count ?? 0) + (filter.tasks?.count ?? 0)
        guard asked <= subscriptions.limits.maximumSubjects else {
            throw Self.refusal(.tooManySubjects(asked, maximum: subscriptions.limits.maximumSubjects))
        }
        if uris?.contains(where: visibility.isGuarded) == true { reader.received = received.withoutBody }
        let honoured = ListenFilter.Honoured(
            kinds: filter.kinds.intersection(kinds), uris: await visible(uris, to: reader),
            tasks: await told(filter.tasks, reader.principal))
        let subscription: Subscription
        do throws(SubscriptionRefusal) {
            subscription = try subscriptions.open(honoured.interest, by: reader.principal.identity)
        } catch {
            throw Self.refusal(error)
        }
        let parts = ListenStream.Parts(
            id: routed.request.id, reader: reader, subscription: subscription, stream: stream,
            sharesChannel: received.head.transport == .stdio)
        let beginning = ListenStream.Beginning(
            acknowledgment: Notice.acknowledged(honoured.filter, parts.id), fields: validated.admitted.fields)
        return ListenStream(parts, beginning, self)
    }

    private func visible(_ uris: [String]?, to reader: ResourceReader) async -> [String]? {
        guard let uris else { return nil }
        var visible: [String] = []
        for uri in uris where await visibility.isVisible(uri, to: reader) { visible.append(uri) }
        return visible
    }

    private func told(_ ids: [String]?, _ caller: Principal) async -> [String]? {
        guard let ids, let tasks else { return nil }
        return await tasks.honoured(ids, for: caller)
    }

    /// Lets a stream end when the credential that opened it does.
    func endsWhenExpired(_ parts: ListenStream.Parts) -> Deadlines.Ticket? {
        let subscription = parts.subscription
        return whenExpired(parts.reader.principal.expiresAt) { subscription.change { $0.end(.expired) } }
    }

    /// Lets a stream end when the credential that opened it is withdrawn.
    func endsWhenWithdrawn(_ parts: ListenStream.Parts) -> CredentialWatch.Ticket? {
        let subscription = parts.subscription
        return watch?.add(
            CredentialWatch.Watched(what: "subscription", principal: parts.reader.principal) { _ in
                subscription.change { $0.end(.withdrawn) }
                return true
            })
    }

    /// Does something once a credential has expired, unless the ticket is taken back before; nothing where it has no end.
    func whenExpired(_ expiresAt: Int64?, _ action: @escaping @Sendable () -> Void) -> Deadlines.Ticket? {
        guard let expiresAt else { return nil }
        let (left, overflow) = expiresAt.subtractingReportingOverflow(now())
        let time = min(overflow ? Runner.Terms.longestTimeout : .seconds(max(0, left)), Runner.Terms.longestTimeout)
        return subscriptions.deadlines.add(after: time, action)
    }

    private static func refusal(_ refusal: SubscriptionRefusal) -> Refusal {
        switch refusal {
        case .tooMany(let maximum):
            busy("The server has \(maximum) streams of notifications open, and no room for another", seconds: 10)
        case .draining:
            busy("The server is about to stop, and opens no more streams", seconds: 1)
        case .tooManyOfCaller(let maximum):
            Refusal(
                .call, status: 429,
                error: JSONRPCError(
                    .tooManyRequests,
                    "Too many streams: a caller may have \(maximum) streams of notifications open; close one first",
                    data: ["limit": .integer(Int64(maximum))]))
        case .tooManySubjects(let count, let maximum):
            .invalidParams(
                .call,
                "params.notifications names \(count) resources and tasks, and a stream is about at most \(maximum)")
        }
    }

    private static func busy(_ message: String, seconds: Int64) -> Refusal {
        Refusal(
            .call, status: 503,
            error: JSONRPCError(
                .overloaded, "\(message); retry in \(seconds) s", data: ["retryAfterMs": .integer(seconds * 1_000)]),
            fields: [Reply.Field("Retry-After", String(seconds))])
    }
}

extension ListenFilter {
    /// What of a filter the server agrees to.
    struct Honoured: Sendable {
        let kinds: ComponentKinds
        let uris: [String]?
        let tasks: [String]?

        var interest: SubscriptionInterest {
            SubscriptionInterest(kinds: kinds, uris: uris ?? [], tasks: tasks ?? [])
        }

        /// The same as the acknowledgment says it: what is not honoured is left out.
        var filter: SubscriptionFilter {
            SubscriptionFilter(
                toolsListChanged: kinds.contains(.tools) ? true : nil,
                promptsListChanged: kinds.contains(.prompts) ? true : nil,
                resourcesListChanged: kinds.contains(.resources) ? true : nil,
                resourceSubscriptions: uris, taskIds: tasks)
        }
    }
}
