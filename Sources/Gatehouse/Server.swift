import GatehouseJSON
public import GatehouseProtocol
public import Logging

/// An MCP server: what it offers, and the path that every request for it walks.
///
/// It knows no network: a transport hands it requests and sends its replies. Both eras of the protocol are served by one
/// server, and one server serves any number of connections.
public final class Server: RequestResponder {
    /// What the server offers, to be changed while it runs.
    public let registry: Registry
    let receive: Receive
    let authenticate: Authenticate
    /// Counts what addresses send; nothing where nothing is counted by address.
    let addresses: AddressGuards
    let decode: Decode
    let route: Route
    let authorize: Authorize
    let admit: Admit
    let validate: Validate
    private let permit: Permit
    private let call: Call
    let format: Format
    let listen: Listen
    let sessions: LegacySessions
    let limits: JSONLimits
    let eventStreams: EventStreams?
    private let identifiers = RequestIdentifiers()
    private let observer: any RequestObserver
    let dependencies: RequestScopes
    let blueprint: ServerBlueprint
    /// Who listens to what changes.
    let subscriptions: Subscriptions
    let tasks: TaskService
    /// Ends what lasts longer than its credential.
    let watch: CredentialWatch
    /// Bounds the calls that run at once.
    let concurrency: ConcurrencyLimiter

    /// Makes a server.
    ///
    /// - Parameters:
    ///   - info: The server's name and version, which clients show.
    ///   - components: The tools, prompts and resources, listed to clients in their order.
    ///   - authenticator: Establishes who is calling.
    ///   - options: Everything that has a default.
    ///   - observer: Is told of every request; by default they are logged.
    ///   - logger: Takes what goes wrong.
    /// - Throws: ``RegistrationError`` where the components contradict the protocol or one another, and where a dependency
    ///   is missing, needs itself, or lives too short for what needs it.
    public convenience init(
        info: Implementation,
        components: Components,
        authenticator: any Authenticator,
        options: ServerOptions = ServerOptions(),
        observer: (any RequestObserver)? = nil,
        logger: Logger
    ) throws(RegistrationError) {
        let blueprint = ServerBlueprint(
            info: info, components: components, authenticator: authenticator, options: options, observer: observer,
            logger: logger)
        try self.init(blueprint, DependencyOverrides())
    }

    /// Makes a server of its parts, some of them replaced.
    init(_ blueprint: ServerBlueprint, _ overrides: DependencyOverrides) throws(RegistrationError) {
        let options = blueprint.options
        let logger = blueprint.logger
        try blueprint.info.icons.checkSources("the server")
        let (components, guards) = try overrides.applied(to: blueprint.components, options.guards)
        let graph = try DependencyGraph(try overrides.applied(to: blueprint.providers))
        try options.policy.check(graph)
        let general = try graph.plan("the server", needs: .none, guards: guards.ofEveryRequest(graph))
        let dependencies = RequestScopes(
            server: ServerScope(graph: graph, logger: logger), general: general,
            timeout: min(options.calls.timeout, options.calls.maximumTimeout), logger: logger)
        self.blueprint = blueprint
        self.dependencies = dependencies
        let concurrency = ConcurrencyLimiter(
            options.calls.concurrency)
        self.concurrency = concurrency
        let subscriptions = Subscriptions(options.subscriptions)
        self.subscriptions = subscriptions
        let book = try LimitBook(options.limits)
        registry = try Registry(
            components,
            RegistryTerms(
                policy: options.policy, guards: guards, graph: graph,
                bounds: ToolBoundsSource(
                    limiter: concurrency, running: options.calls.maximumConcurrentPerTool, book: book),
                maximumComponents: options.maximumComponents,
                announce: { subscriptions.listsChanged($0) }))
        let cursors = CursorSealer(options.cursorKey ?? .random())
        let limits = LegacySessions.Limits(
            maximum: options.sessions.maximum, maximumPerCaller: options.sessions.maximumPerCaller,
            idleTimeout: options.sessions.idleTimeout)
        let limiter = RateLimiter(maximumKeys: options.limits.maximumTracked)
        sessions = LegacySessions(
            limits: limits, store: options.sessions.events,
            surroundings: SessionSurroundings(
                hub: subscriptions, visibility: ResourceVisibility(registry: registry, scopes: dependencies),
                kinds: options.announcesListChanges ? .all : [], elicitations: Elicitations()), logger: logger)
        self.limits = options.json
        eventStreams = options.sessions.eventStreamPaths.map { EventStreams(paths: $0) }
        do throws(HostPolicyError) {
            let hosts = if let hosts = options.hosts { hosts } else { try HostPolicy() }
            let origins = if let origins = options.origins { origins } else { try OriginPolicy() }
            receive = Receive(hosts: hosts, origins: origins)
        } catch {
            throw RegistrationError(error.description)
        }
        authenticate = Authenticate(authenticator: blueprint.authenticator, challenge: options.challenge)
        addresses = try AddressGuards(options.limits.addresses, maximumTracked: options.limits.maximumTracked)
        decode = Decode(limits: options.json, sessions: sessions)
        route = Route(registry: registry, scopes: dependencies)
        authorize = Authorize(general: guards.access, scopes: dependencies)
        admit = Admit(
            limiter: limiter, quotas: options.limits.quotas, shared: options.limits.shared)
        let roundTrips = RoundTrips(options.roundTrips)
        validate = Validate(cursors: cursors, reading: options.reading, roundTrips: roundTrips)
        permit = Permit(scopes: dependencies)
        let runner = Runner(limiter: concurrency, options: options.calls, logger: logger)
        let format = Format(info: blueprint.info, cursors: cursors, options: options)
        let registry = registry
        tasks = TaskService(options.tasks, logger: logger, access: { registry.snapshot.access(to: $1, of: $0) }) {
            subscriptions.taskChanged($0)
        }
        call = Call(
            runner: runner, sessions: sessions, roundTrips: roundTrips, tasks: tasks,
            encode: { format.result($0, $1) }, logger: logger)
        self.format = format
        let watch = CredentialWatch(blueprint.authenticator, logger: logger)
        self.watch = watch
        listen = Listen(
            subscriptions, ResourceVisibility(registry: registry, scopes: dependencies), tasks: tasks,
            info: blueprint.info, kinds: options.announcesListChanges ? .all : [], watch: watch)
        self.observer = blueprint.observer ?? RequestLog(logger: logger)
    }

    /// The names, in lower case, of the header fields that a dependency or the authenticator asks for: a transport keeps
    /// those of a request in ``RequestHead/fields``, and no others.
    ///
    /// Components that are added while the server runs may ask for more, so it is to be read for every connection.
    public var headerFieldNames: Set<String> {
        var names = registry.snapshot.headerFieldNames
        let ofCredentials = blueprint.authenticator.headerFieldNames
        if !ofCredentials.isEmpty { names.formUnion(ofCredentials) }
        if let general = dependencies.general?.headerFieldNames, !general.isEmpty { names.formUnion(general) }
        return names
    }

    public var paths: Set<String> {
        eventStreams.map { [$0.paths.stream, $0.paths.messages] } ?? []
    }

    public func refuse(_ head: RequestHead) -> Reply? {
        guard let refusal = receive.refuse(head) else { return nil }
        return finish(refusal, RequestRecord(requestID: identifiers.next(), head: head), since: .now)
    }

    public func respond(to head: RequestHead, body: [UInt8], stream: (any ReplyStream)?) async -> Reply {
        await respond(to: head, body: body, of: nil, stream: stream)
    }

    /// Answers a message to the end of its stream that a request holds whose caller is known already, as one of a batch. Credentials are looked at
    /// once for each request: a proof that counts once would be a replay the second time.
    func reply(to message: Authenticated, stream: (any ReplyStream)?) async -> Reply {
        let received = message.received
        let reply = await respond(to: received.head, body: received.body, of: message, stream: stream)
        guard let rest = reply.rest else { return reply }
        return await rest()
    }

    private func respond(
        to head: RequestHead, body: [UInt8], of known: Authenticated?, stream: (any ReplyStream)?
    ) async -> Reply {
        let start = ContinuousClock.now
        var record = RequestRecord(requestID: identifiers.next(), head: head)
        var clock = StepClock(isOn: observer.wantsSteps, start: start)
        do throws(Refusal) {
            let received = try receive(head, body: body)
            clock.mark(.receive)
            let caller: Authenticated
            if let known {
                caller = known
            } else {
                caller = try await establishCaller(received, record.requestID)
            }
            clock.mark(.authenticate)
            record.note(caller.principal)
            if let reply = try await serveSession(caller, stream) {
                guard let rest = reply.rest else { return finish(reply, record, since: start) }
                return Reply(after: { [record] in self.finish(await rest(), record, since: start) })
            }
            let decoded = try decode(caller)
            clock.mark(.decode)
            guard case .request(let request) = decoded.message else {
                take(decoded.message)
                record.steps = clock.steps
                return finish(Reply(status: 202), record, since: start)
            }
            if case .session(let session) = request.era { session.note(caller.principal) }
            let work = Work(caller, request, record, clock, start: start)
            if let session = callSession(of: request, head) {
                return await run(request, in: session, head, stream) { await self.carryOut(work, stream: $0) }
            }
            return await carryOut(work, stream: stream)
        } catch {
            record.steps = clock.steps
            let id = error.step < .decode ? RequestIDScanner.id(in: body) : nil
            return finish(error, record, id: id, since: start)
        }
    }

    /// Has step 2 say who is calling, between the limits of the address.
    private func establishCaller(
        _ received: Received, _ requestID: String
    ) async throws(Refusal) -> Authenticated {
        guard let addresses = addresses.current else { return try await authenticate(received, requestID: requestID) }
        return try await addresses.watch(received.head) { () async throws(Refusal) -> Authenticated in
            try await authenticate(received, requestID: requestID)
        }
    }

    /// A request that is read, and what is known about it so far. An object, because it is large and handed on.
    private final class Work: Sendable {
        let caller: Authenticated
        let request: Request
        let record: RequestRecord
        let clock: StepClock
        let start: ContinuousClock.Instant

        init(
            _ caller: Authenticated, _ request: Request, _ record: consuming RequestRecord, _ clock: StepClock,
            start: ContinuousClock.Instant
        ) {
            self.caller = caller
            self.request = request
            self.record = record
            self.clock = clock
            self.start = start
        }
    }

    /// Has a request that is read walk the rest of the path.
    private func carryOut(_ work: consuming Work, stream: (any ReplyStream)?) async -> Reply {
        let (request, start) = (work.request, work.start)
        var (record, clock) = (work.record, work.clock)
        var scope: RequestScope?
        do throws(Refusal) {
            record.revision = request.revision.text
            let routed = try route(request, of: work.caller, requestID: record.requestID)
            scope = routed.scope
            clock.mark(.route)
            record.method = request.method
            record.name = routed.target.name
            let authorized = try await authorize(routed)
            record.access = authorized.decision
            clock.mark(.authorize)
            let admitted: Admitted
            if let atOnce = try admit(authorized) {
                admitted = atOnce
            } else {
                admitted = try await admit.waiting(authorized, requestID: record.requestID)
            }
            record.limit = admitted.decision?.name
            clock.mark(.limit)
            let validated = try validate(admitted)
            if case .listen(let filter) = validated.invocation {
                let opened = try await listen.open(
                    filter, for: validated, requestID: record.requestID, on: stream)
                if let scope { await dependencies.end(scope) }
                return Reply(after: { [record] in self.finish(await opened.run(), record, since: start) })
            }
            if case .session(let change) = validated.invocation {
                try await perform(change, for: validated, requestID: record.requestID)
            }
            let permitted = try await permit(validated, requestID: record.requestID)
            record.access = permitted.decision
            clock.mark(.validate)
            let called = try await call(permitted, requestID: record.requestID, stream: stream)
            clock.mark(.call)
            switch called.outcome {
            case .tool(let outcome):
                record.isToolError = outcome.isError
                await admit.settle(admitted, outcome)
            case .inputRequired: record.isInputRequired = true
            default: break
            }
            let reply = format(called)
            clock.mark(.format)
            if let scope { await dependencies.end(scope) }
            record.steps = clock.steps
            return finish(reply, record, since: start)
        } catch {
            if let scope { await dependencies.end(scope) }
            record.steps = clock.steps
            return finish(error, record, id: request.id, since: start)
        }
    }

    /// Calls a tool once more for a task that was under way when the server ended; returns once the task runs.
    ///
    /// - Throws: ``Refusal`` where a step does not let the call pass any more.
    func callAgain(_ record: TaskRecord, _ origin: TaskOrigin) async throws(Refusal) -> Outcome {
        let requestID = identifiers.next()
        let authenticate = Authenticate(
            authenticator: FixedAuthenticator(origin.principal), challenge: blueprint.options.challenge)
        let caller = try await authenticate(try receive(origin.head, body: origin.message), requestID: requestID)
        let decoded = try Decode(limits: .output, sessions: sessions)(caller)
        guard case .request(let request) = decoded.message else { return .abandoned }
        let routed = try route(request, of: caller, requestID: requestID)
        do throws(Refusal) {
            let admitted = admit.again(try await authorize(routed))
            let permitted = try await permit(try validate(admitted), requestID: requestID)
            let called = try await call(permitted, requestID: requestID, stream: nil, again: record)
            if let scope = routed.scope { await dependencies.end(scope) }
            return called.outcome
        } catch {
            if let scope = routed.scope { await dependencies.end(scope) }
            throw error
        }
    }

    /// The result of a call, as a response of a revision has it.
    func encoded(_ outcome: ToolOutcome, _ revision: ProtocolRevision) -> [UInt8] {
        format.result(outcome, revision)
    }

    private func finish(
        _ reply: Reply,
        _ record: consuming RequestRecord,
        since start: ContinuousClock.Instant
    ) -> Reply {
        record.status = reply.status
        record.duration = start.duration(to: .now)
        observer.observe(record)
        return reply
    }

    private func finish(
        _ refusal: Refusal,
        _ record: consuming RequestRecord,
        id: RequestID? = nil,
        since start: ContinuousClock.Instant
    ) -> Reply {
        guard refusal.status != Refusal.abandonedStatus else {
            return finish(Reply(status: refusal.status), record, since: start)
        }
        record.refusedBy = refusal.step
        record.errorCode = refusal.error.code
        record.reason = refusal.reason ?? refusal.error.message
        if let limit = refusal.limit { record.limit = limit }
        if let access = refusal.access { record.access = access }
        return finish(format.refusal(refusal, id: id), record, since: start)
    }
}
