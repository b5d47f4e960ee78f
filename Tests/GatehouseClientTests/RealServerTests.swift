import Gatehouse
import GatehouseClient
import GatehouseHTTP
import Logging
import ServiceLifecycle
import Synchronization
import Testing

@Suite("The server of this package", .timeLimit(.minutes(1)))
struct RealServerTests {
    private struct Anyone: Authenticator {
        func authenticate(_ credentials: Credentials) async throws(AuthenticationFailure) -> Principal {
            Principal(subject: "somebody", method: .anonymous)
        }
    }

    private static var logger: Logger {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return logger
    }

    private static func server() throws -> Server {
        let schema: JSONValue = [
            "type": "object",
            "properties": ["region": ["type": "string", "x-mcp-header": "Region"], "text": ["type": "string"]],
            "required": ["text"],
        ]
        var components = Components()
        components.tools = [
            Tool(name: "echo", description: "Says what it is told.", inputSchema: schema) { arguments, context in
                await context.progress(0.5)
                return arguments["text"]?.stringValue ?? ""
            }
        ]
        return try Server(
            info: Implementation(name: "real", version: "1.0.0"), components: components, authenticator: Anyone(),
            logger: logger)
    }

    /// What every client can do with it, in whichever way it is reached.
    private func use(_ client: Client, _ revision: ProtocolRevision) async throws {
        #expect(client.revision == revision)
        #expect(try await client.server().info?.name == "real")
        #expect(try await client.listTools().map(\.name) == ["echo"])
        let reports = Mutex(0)
        let options = RequestOptions(progress: { _ in reports.withLock { $0 += 1 } })
        let result = try await client.callTool("echo", arguments: ["text": "hi", "region": "eu"], options: options)
        #expect(result.content.first?.text == "hi")
        #expect(reports.withLock { $0 } == 1)
        let failure = await #expect(throws: ClientError.self) { try await client.callTool("nothing") }
        #expect(failure?.kind == .serverError)
        await client.close()
    }

    private static let eras: [(era: Era, revision: ProtocolRevision)] =
        [(.automatic, .v2026_07_28), (.modern, .v2026_07_28)]
        + ProtocolRevision.legacy.map { (.legacy($0), $0) }

    @Test("In the same process", arguments: eras)
    func inProcess(era: Era, revision: ProtocolRevision) async throws {
        var options = Samples.options
        options.era = era
        try await use(try await Client.connect(to: .inProcess(Self.server()), options: options), revision)
    }

    @Test("In the same process, as over HTTP", arguments: eras)
    func asOverHTTP(era: Era, revision: ProtocolRevision) async throws {
        var options = Samples.options
        options.era = era
        var head = RequestHead(transport: .http, path: "/mcp")
        head.host = ["127.0.0.1"]
        try await use(try await Client.connect(to: .inProcess(Self.server(), head: head), options: options), revision)
    }

    @Test("Over HTTP", arguments: eras)
    func overHTTP(era: Era, revision: ProtocolRevision) async throws {
        var configuration = HTTPListenerConfiguration()
        configuration.port = 0
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let listener = HTTPListener(
            configuration: configuration, responder: try Self.server(), logger: Self.logger,
            onListening: { _, number in port.yield(number) })
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await listener.run() }
            for await number in ports {
                var options = Samples.options
                options.era = era
                let target = ServerTarget.http("http://127.0.0.1:\(number)/mcp")
                try await use(try await Client.connect(to: target, options: options), revision)
                break
            }
            group.cancelAll()
        }
    }
}
