import ArgumentParser
import Gatehouse
import GatehouseHTTP
import GatehouseProtocol
import GatehouseStdio
import Logging
import ServiceLifecycle
import UnixSignals

/// `gatehouse-everything`: one of everything, for clients and test suites to be pointed at.
///
/// It asks nobody for a token, so it listens on the loopback interface only.
@main
struct EverythingCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gatehouse-everything",
        abstract: "Serve one of everything that the protocol has, without authentication, to this machine.",
        discussion: """
            Every revision is served on one endpoint, http://127.0.0.1:PORT/mcp, whose URL is printed first. With --stdio \
            the client is whoever starts the process.
            """)

    @Option(help: "The port to listen on; 0 takes a free one.")
    var port = 0

    @Flag(help: "Serve one client over standard input and output instead.")
    var stdio = false

    func run() async throws {
        LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
        var logger = Logger(label: "gatehouse-everything")
        logger.logLevel = .warning
        let server = try EverythingServer.make(logger: logger)
        try await server.start()
        let service: any Service = stdio ? lines(server, logger) : listener(server, logger)
        var group = ServiceGroupConfiguration(
            services: [.init(service: service, successTerminationBehavior: .gracefullyShutdownGroup)], logger: logger)
        group.gracefulShutdownSignals = [.sigterm, .sigint]
        try await ServiceGroup(configuration: group).run()
        await server.stop()
    }

    private func lines(_ server: Server, _ logger: Logger) -> StdioTransport {
        StdioTransport(responder: server, logger: logger)
    }

    private func listener(_ server: Server, _ logger: Logger) -> HTTPListener {
        var configuration = HTTPListenerConfiguration()
        configuration.port = port
        let listener = HTTPListener(configuration: configuration, responder: server, logger: logger) { _, port in
            let output = LogWriter(descriptor: 1)
            output.write("http://127.0.0.1:\(port)/mcp".utf8)
            output.flush()
        }
        return listener
    }
}
