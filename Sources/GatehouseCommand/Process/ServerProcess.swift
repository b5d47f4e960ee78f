import Gatehouse
import GatehouseHTTP
import GatehouseNotebook
import GatehouseStdio
import Logging
import NIOCore
import ServiceLifecycle

/// The process of `gatehouse serve`: puts the parts together, runs them, and ends them in order.
struct ServerProcess {
    /// What carries the messages.
    enum Transport: Sendable, Hashable {
        /// Streamable HTTP, on the configured address.
        case http
        /// The standard input and output of this process.
        case standardStreams
    }

    let configuration: ServerConfiguration
    let transport: Transport
    let logger: Logger

    /// Serves until the process is told to end, or, over standard input, until the input ends.
    func run() async throws {
        try DataFolder(path: configuration.server.data).prepare()
        let store = try await openNotebook()
        let service = try makeService(store)
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [
                    .init(
                        service: service, successTerminationBehavior: .gracefullyShutdownGroup,
                        failureTerminationBehavior: .gracefullyShutdownGroup)
                ],
                logger: quiet))
        let result = await SignalWatch(logger: logger).run(group)
        try await store.close()
        do {
            try result.get()
        } catch let error as IOError {
            throw CommandFailure(.configuration, "cannot listen on \(address): \(error.description)")
        } catch let error as SocketAddressError {
            throw CommandFailure(.configuration, "cannot listen on \(address): \(error)")
        }
    }

    private var address: String {
        "\(configuration.server.host):\(configuration.server.port) (server.host, server.port)"
    }

    /// The service group's own lines are for those who debug it.
    private var quiet: Logger {
        var logger = logger
        logger.logLevel = max(logger.logLevel, .warning)
        return logger
    }

    private func openNotebook() async throws -> NotebookStore {
        do {
            return try await NotebookStore.open(path: configuration.server.data + "/" + NotebookStore.fileName)
        } catch let failure as NotebookStorageFailure {
            throw CommandFailure(.configuration, failure.message)
        }
    }

    private func makeService(_ store: NotebookStore) throws -> any Service {
        let composition = Composition(configuration: configuration, logger: logger)
        switch transport {
        case .standardStreams:
            let server = try composition.server(store, authenticator: composition.localAuthenticator)
            logger.notice("serving one client over standard input and output")
            var limits = StdioTransport.Limits()
            limits.maximumMessageBytes = configuration.http.maxBodyBytes
            limits.drainTimeout = configuration.http.drainTimeout
            return StdioTransport(responder: server, limits: limits, logger: logger)
        case .http:
            let server = try composition.server(store, authenticator: try composition.authenticator())
            return HTTPListener(
                configuration: composition.listenerConfiguration, responder: server,
                documents: try composition.documents(), logger: quiet, onListening: announce)
        }
    }

    /// Says where the server is: one line on the output for a person or a script, one in the log.
    private func announce(_ host: String, _ port: Int) {
        let url = configuration.server.resourceURL(port: port)
        let data = configuration.server.data
        let token = "gatehouse token --subject alice --roles editor --data \(data)"
        logger.notice(
            "listening",
            metadata: [
                "url": "\(url)", "address": "\(host):\(port)",
                "token": "\(configuration.auth.enabled ? token : "none")",
            ])
        StandardStream.output.write("\(url)\n")
    }
}
