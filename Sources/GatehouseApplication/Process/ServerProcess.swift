import Gatehouse
import GatehouseAudit
import GatehouseHTTP
import GatehouseStdio
import Logging
import NIOCore
import ServiceLifecycle

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

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
    /// The least severe level that is logged now.
    let threshold: LogThreshold
    /// Reads the configuration again.
    let load: @Sendable () throws -> ServerConfiguration

    /// Serves until the process is told to end, or, over standard input, until the input ends.
    func run() async throws {
        try DataFolder(path: configuration.server.data).prepare()
        let launch = Launch(dataFolder: configuration.server.data, logger: logger)
        do {
            try await serve(launch)
            await launch.close()
        } catch {
            await launch.close()
            throw error
        }
    }

    private func serve(_ launch: Launch) async throws {
        let audit = try await composition.openAudit(over: transport, launch)
        let components = try await components(launch)
        let store = try await composition.openTaskStore(for: components, over: transport, launch)
        let events = try await composition.openEventStore(over: transport, launch)
        let callers = try await makeCallers(launch)
        let quotas = try await composition.openQuotas(over: transport, launch)
        let server = try makeServer(components, callers.authenticator, store, events, quotas, audit)
        await callers.load(logger)
        do {
            try await server.start()
        } catch {
            throw CommandFailure(.configuration, error.description)
        }
        let service: any Service
        do {
            service = try makeService(server)
        } catch {
            await server.stop()
            throw error
        }
        audit?.append(started(after: audit?.head))
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [
                    .init(service: callers, successTerminationBehavior: .ignore),
                    .init(
                        service: service, successTerminationBehavior: .gracefullyShutdownGroup,
                        failureTerminationBehavior: .gracefullyShutdownGroup),
                ],
                logger: quiet))
        let reload = Reload(
            configuration: configuration, server: server, quotas: quotas, threshold: threshold, logger: logger,
            load: load, audit: audit,
            reloadCertificates: { (service as? HTTPListener)?.reloadCertificates() })
        let result = await SignalWatch(logger: logger, onHangUp: { await reload.run() }).run(group)
        await server.stop()
        await callers.close()
        do {
            try result.get()
        } catch let error as IOError {
            throw CommandFailure(.configuration, "cannot listen on \(address): \(error.description)")
        } catch let error as HTTPTLSError {
            throw CommandFailure(.configuration, "http.tls: \(error)")
        } catch let error as HTTPSocketError {
            throw CommandFailure(.configuration, "http.listen: \(error)")
        } catch let error as SocketAddressError {
            throw CommandFailure(.configuration, "cannot listen on \(address): \(error)")
        }
    }

    /// What an auditor has to know of a server that begins.
    private func started(after head: AuditHead?) -> AuditEntry {
        let audit = configuration.audit
        return AuditEntry(
            event: "server.started",
            [
                .init("version", Application.current.version),
                .init("pid", "\(ProcessInfo.processInfo.processIdentifier)"),
                .init("after", "\(head ?? .origin)"), .init("auth", configuration.auth.enabled ? "on" : "off"),
                .init("wait", audit.wait), .init("on_failure", audit.onFailure), .init("include", audit.include),
            ], at: SystemTime.milliseconds())
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

    private func components(_ launch: Launch) async throws -> Components {
        do {
            return try await Application.current.open(launch)
        } catch let failure as ApplicationError {
            throw CommandFailure(.configuration, failure.description)
        }
    }

    private var composition: Composition {
        Composition(configuration: configuration, logger: logger, threshold: threshold)
    }

    private func makeCallers(_ launch: Launch) async throws -> Callers {
        switch transport {
        case .standardStreams: Callers(authenticator: composition.localAuthenticator)
        case .http: try await composition.callers(launch)
        }
    }

    private func makeServer(
        _ components: Components, _ authenticator: any Authenticator, _ taskStore: (any TaskStore)?,
        _ events: (any EventStore)?, _ quotas: QuotaLedger, _ audit: (any AuditTrail)?
    ) throws -> Server {
        do {
            return try composition.server(
                components, authenticator: authenticator, taskStore: taskStore, events: events, quotas: quotas,
                audit: audit)
        } catch let error as RegistrationError {
            throw CommandFailure(.configuration, error.message)
        }
    }

    private func makeService(_ server: Server) throws -> any Service {
        switch transport {
        case .standardStreams:
            logger.notice("serving one client over standard input and output")
            var limits = StdioTransport.Limits()
            limits.maximumMessageBytes = configuration.http.maxBodyBytes
            limits.drainTimeout = configuration.http.drainTimeout
            return StdioTransport(responder: server, limits: limits, logger: logger)
        case .http:
            // The listener tells of itself on a thread that does not know the current application.
            let application = Application.current
            return HTTPListener(
                configuration: try composition.listenerConfiguration(), responder: server,
                documents: try composition.documents(), logger: quiet,
                onListening: { host, port in announce(application, host, port) })
        }
    }

    /// Says where the server is: one line on the output for a person or a script, one in the log.
    private func announce(_ application: Application, _ host: String, _ port: Int) {
        let isFile = port == 0
        let url = isFile ? "unix:\(host)" : configuration.server.resourceURL(port: port)
        let data = configuration.server.data
        let token = "\(application.name) token --subject alice\(application.roleOption) --data \(data)"
        logger.notice(
            "listening",
            metadata: [
                "url": "\(url)", "address": "\(isFile ? host : "\(host):\(port)")",
                "token": "\(configuration.auth.enabled ? token : "none")",
            ])
        // Where the audit log has the standard output to itself, nothing else stands there.
        if configuration.audit.store != "stdout" { StandardStream.output.write("\(url)\n") }
    }
}
