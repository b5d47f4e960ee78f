import ArgumentParser
import Gatehouse
import GatehouseAudit
import GatehouseAuth
import GatehouseHTTP
import GatehouseSQLite
import Logging
import ServiceLifecycle
import UnixSignals

/// `gatehouse-bench`: a server with one trivial tool, to put a load on.
///
/// Everything is switched on, as in `gatehouse serve`: tokens of the local issuer, roles, limits, validation in both
/// directions, the request log. The limits are only so high that no load reaches them.
@main
struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gatehouse-bench",
        abstract: "Serve the tool add (integers a and b, to {\"result\": a + b}) for load tests.",
        discussion: """
            A second tool, wait (milliseconds, steps), takes its time and reports progress, for tests of streams and of
            shutting down; further ones hang, ask, work as tasks and change the list of tools, and status tells what the
            process has under way. The endpoint's URL is printed first, then a token for it, good for a day. Further tokens:

              gatehouse token --subject load --roles reader --data DIR
            """)

    @Option(help: "The port to listen on; 0 takes a free one.")
    var port = 0

    @Option(help: ArgumentHelp("The folder of the keys.", valueName: "folder"))
    var data: String

    @Option(help: "The number of event loops.")
    var threads = 1

    @Option(help: "How many connections and streams of notifications there may be, all of them from one client.")
    var connections: Int?

    @Option(help: "How many calls run at once, for tests of overload.")
    var concurrent: Int?

    @Option(help: "What a group of callers is guaranteed of those, as \"subject quiet 20%\".")
    var guarantee: [String] = []

    @Option(help: "After how many seconds without a request a session of an earlier revision ends.")
    var sessionIdle = 1_800

    @Option(help: "How many seconds a call may take.")
    var callTimeout = 60

    @Flag(help: "Switch on what has to be configured: rules, limits of several strategies, an audit log.")
    var everything = false

    @Flag(help: "Write no line a request to the log.")
    var withoutRequestLog = false

    /// The audience of the local issuer's tokens, as `gatehouse token` names it.
    private static let audience = "urn:gatehouse:server"

    func run() async throws {
        let logger = Logger(label: "gatehouse-bench")
        let log = LogWriter()
        let issuer = try LocalIssuer.open(directory: data + "/keys")
        let token = try issuer.issue(
            TokenRequest(subject: "load", roles: ["reader"], audience: [Self.audience], lifetime: .seconds(86_400)))
        var listener = HTTPListenerConfiguration()
        listener.port = port
        listener.threads = max(1, threads)
        if let connections {
            listener.limits.connections = connections
            listener.limits.connectionsPerAddress = connections
        }
        let fixture = Fixture()
        let audit = everything ? try AuditLog(try await auditStore(), logger: logger) : nil
        let server = try server(issuer, fixture, log, audit, logger)
        fixture.note(server)
        let http = HTTPListener(configuration: listener, responder: server, logger: logger) {
            _, port in
            let output = LogWriter(descriptor: 1)
            output.write("http://127.0.0.1:\(port)/mcp\n\(token)".utf8)
            output.flush()
        }
        fixture.note(http)
        http.onDrain { server.beginDraining() }
        try await ServiceGroup(
            services: [http], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger
        ).run()
        await audit?.close()
        log.flush()
    }

    private func auditStore() async throws -> any AuditStore {
        try await SQLiteAuditStore.open(path: data + "/audit.db")
    }

    private func server(
        _ issuer: LocalIssuer, _ fixture: Fixture, _ log: LogWriter, _ audit: AuditLog?, _ logger: Logger
    ) throws -> Server {
        var options = ServerOptions(policy: AccessPolicy(roles: ["reader": ["numbers:add"]]))
        options.limits.perCaller = try RateLimit.list(parsing: "1000000/second;1000000000/hour")
        if everything {
            options.policy.rules = Self.rules
            options.limits.perCaller = try RateLimit.list(
                parsing: "1000000/second;1000000000/hour fixed;1000000000/hour sliding")
            options.limits.addresses = AddressLimits(requests: "1000000/second", exempt: [])
        }
        options.audit = audit.map { AuditOptions($0) }
        options.calls.timeout = .seconds(max(1, callTimeout))
        options.calls.maximumConcurrent = concurrent ?? 10_000
        options.calls.maximumConcurrentPerTool = concurrent ?? 10_000
        options.calls.guarantees = guarantee.compactMap(CallGuarantee.init(parsing:))
        options.tasks.maximumRunning = 10_000
        options.tasks.maximumRunningPerCaller = 10_000
        options.tasks.quota = TaskQuota(maximum: 1_000_000, maximumPerOwner: 1_000_000)
        options.sessions.idleTimeout = .seconds(max(1, sessionIdle))
        if let connections {
            options.subscriptions.maximum = connections
            options.subscriptions.maximumPerCaller = connections
        }
        return try Server(
            info: Implementation(name: "gatehouse-bench", version: "0.1.0"),
            components: components(fixture),
            authenticator: try JWTAuthenticator(issuers: [issuer.trusted(audiences: [Self.audience])]),
            options: options,
            observer: withoutRequestLog ? NoLog() : JSONRequestLog(writer: log),
            logger: logger)
    }

    /// A hundred rules, four of them about the tool `add`; one of these looks at the arguments.
    private static let rules: [AccessRule] = {
        var rules = (0..<99).map { number in
            AccessRule(
                "rule \(number)", number % 2 == 0 ? .deny : .allow, [.tool(number < 3 ? "add" : "other\(number)")],
                to: number % 2 == 0 ? .role("stranger") : .role("reader"))
        }
        if let condition = try? ConditionExpression(parsing: "args.a > 1000000") {
            rules.append(AccessRule("large numbers", .deny, [.tool("add")], when: .expression(condition)))
        }
        return rules
    }()

    private func components(_ fixture: Fixture) -> Components {
        var components = ReliabilityTools(fixture: fixture).components
        components.tools.insert(contentsOf: [addTool, waitAWhileTool], at: 0)
        return components
    }
}

/// Takes note of nothing.
private struct NoLog: RequestObserver {
    let wantsSteps = false

    func observe(_ record: RequestRecord) {}
}
