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
    let permit: Permit
    let call: Call
    let format: Format
    let listen: Listen
    let sessions: LegacySessions
    let limits: JSONLimits
    let eventStreams: EventStreams?
    let identifiers = RequestIdentifiers()
    let observer: any RequestObserver
    /// Takes requests down for auditors, where somebody wants that.
    let auditor: Auditor?
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
        let concurrency = ConcurrencyLimiter(options.calls.concurrency)
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
        let registry = registry
        auditor = options.audit.map { Auditor($0, deadlines: Deadlines()) }
        tasks = TaskService(
            options.tasks, logger: logger, auditor: auditor, access: { registry.snapshot.access(to: $1, of: $0) },
            announce: { subscriptions.taskChanged($0) })
        sessions = LegacySessions(
            limits: limits, store: options.sessions.events,
            surroundings: SessionSurroundings(
                hub: subscriptions, visibility: ResourceVisibility(registry: registry, scopes: dependencies),
                kinds: options.announcesListChanges ? .all : [], elicitations: Elicitations(), tasks: tasks),
            auditor: auditor, logger: logger)
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
        call = Call(
            runner: runner, sessions: sessions, roundTrips: roundTrips, tasks: tasks,
            encode: { format.result($0, $1) }, logger: logger)
        self.format = format
        let watch = CredentialWatch(blueprint.authenticator, auditor: auditor, logger: logger)
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
        var passage = Passage(head, nil, identifiers, observer)
        return end(refusal, &passage)
    }

    public func begin(_ head: RequestHead, body: [UInt8], stream: (any ReplyStream)?) -> Reply {
        enter(head, body, of: nil, stream)
    }

    public func respond(to head: RequestHead, body: [UInt8], stream: (any ReplyStream)?) async -> Reply {
        let reply = enter(head, body, of: nil, stream)
        guard let rest = reply.rest else { return reply }
        return await rest()
    }

    /// Answers a message to the end of its stream that a request holds whose caller is known already, as one of a batch.
    /// Credentials are looked at once for each request: a proof that counts once would be a replay the second time.
    func reply(to message: Authenticated, stream: (any ReplyStream)?) async -> Reply {
        let received = message.received
        return await enter(received.head, received.body, of: message, stream).completed()
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
            try await auditor?.beginAgain(entryRecord(of: routed, requestID), task: record.id)
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
}
