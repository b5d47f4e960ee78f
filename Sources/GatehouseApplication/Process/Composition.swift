import Gatehouse
import GatehouseAuth
import GatehouseHTTP
import Logging

/// Makes the parts of a server out of its configuration.
struct Composition {
    let configuration: ServerConfiguration
    let logger: Logger
    /// The least severe level that is logged now.
    var threshold = LogThreshold(.info)
    /// Whether the server only explains: what a token is bound to is said then, and not asked for.
    var explains = false

    /// The server with the application's tools, resources and prompts.
    func server(
        _ components: Components,
        authenticator: any Authenticator,
        taskStore: (any TaskStore)? = nil,
        events: (any EventStore)? = nil,
        quotas: QuotaLedger = QuotaLedger(),
        audit: (any AuditTrail)? = nil
    ) throws -> Server {
        let application = Application.current
        let info = Implementation(
            name: configuration.server.name, title: application.title, version: application.version)
        var options = try options()
        options.limits = configuration.limits.options(quotas)
        options.tasks = taskOptions(taskStore)
        options.sessions.events = events
        options.audit = try audit.map { try auditOptions($0) }
        let server = try Server(
            info: info, components: components, authenticator: authenticator, options: options,
            observer: requestLog, logger: logger)
        try configuration.checkTargets(among: server.registry.components)
        return server
    }

    /// Where lines are JSON, those of requests are written straight away; a person's log has them from the logger.
    private var requestLog: any RequestObserver {
        guard configuration.log.format.isJSON else {
            return RequestLog(logger: logger, linesPerSecond: configuration.log.linesPerSecond)
        }
        let log = JSONRequestLog(
            writer: .standardError, label: logger.label, withSteps: true,
            linesPerSecond: configuration.log.linesPerSecond)
        return ThresholdRequestLog(log: log, threshold: threshold)
    }

    private func options() throws -> ServerOptions {
        let endpoint = configuration.server.endpoint
        let fixed = configuration.server.publicURL.map { _ in configuration.server.resourceURL(port: 0) }
        let scopes = configuration.auth.scopes
        var options = ServerOptions(
            instructions: configuration.server.instructions ?? Application.current.instructions,
            hosts: try HostPolicy(allowed: allowedHosts),
            origins: try originPolicy(),
            policy: configuration.policy,
            challenge: { head in
                Challenge(
                    resourceMetadata: ResourceURL.metadata(of: fixed ?? ResourceURL.resource(head, endpoint)),
                    scopes: scopes)
            })
        options.json = JSONLimits(
            maximumBytes: configuration.http.maxBodyBytes, maximumDepth: configuration.jsonMaxDepth)
        options.calls = configuration.callOptions
        options.reading = configuration.calls.isLenient ? .lenient : .strict
        options.roundTrips = try roundTrips()
        options.sessions.maximum = configuration.sessions.max
        options.sessions.idleTimeout = configuration.sessions.idleTimeout
        options.sessions.eventStreamPaths = eventStreamPaths
        options.subscriptions = ServerOptions.Subscriptions(
            maximum: configuration.subscriptions.max, maximumPerCaller: configuration.subscriptions.maxPerCaller,
            maximumSubjects: configuration.subscriptions.maxSubjects, interval: configuration.subscriptions.interval)
        return options
    }

    /// How requests go on over several rounds.
    private func roundTrips() throws(CommandFailure) -> ServerOptions.RoundTrips {
        let state = configuration.state
        var options = ServerOptions.RoundTrips(
            timeToLive: state.timeToLive, maximumStateBytes: state.maxBytes, maximumRounds: state.maxRounds)
        guard let path = state.keyFile else { return options }
        do throws(StateKeyFileError) {
            options.keys = try StateKeyFile.open(path)
        } catch {
            throw CommandFailure(.configuration, "state.key_file: \(error)")
        }
        return options
    }

    /// This machine's loopback names, the address that the server listens on, the public URL's host, and the configured
    /// ones.
    private var allowedHosts: [String] {
        let server = configuration.server
        var hosts = HostPolicy.loopback + server.allowedHosts
        if !["0.0.0.0", "::"].contains(server.host) {
            hosts.append(server.host.contains(":") ? "[\(server.host)]" : server.host)
        }
        if let url = server.publicURL, let host = ResourceURL.authority(of: url) { hosts.append(host) }
        return hosts
    }

    private func originPolicy() throws -> OriginPolicy {
        try OriginPolicy(allowed: configuration.server.allowedOrigins)
    }

    /// Where the listener listens, and what it bears.
    func listenerConfiguration() throws -> HTTPListenerConfiguration {
        var listener = HTTPListenerConfiguration()
        listener.host = configuration.server.host
        listener.port = configuration.server.port
        listener.endpointPath = configuration.server.endpoint
        listener.threads = configuration.server.threads > 0 ? configuration.server.threads : System.coreCount
        configuration.apply(to: &listener, origins: try originPolicy())
        let http = configuration.http
        listener.limits.headerFields = http.maxHeaderFields
        listener.limits.headerBytes = http.maxHeaderBytes
        listener.limits.targetBytes = http.maxTargetBytes
        listener.limits.bodyBytes = http.maxBodyBytes
        listener.limits.connections = http.maxConnections
        listener.limits.connectionsPerAddress = http.maxConnectionsPerAddress
        listener.timeouts.header = http.headerTimeout
        listener.timeouts.body = http.bodyTimeout
        listener.timeouts.bodyBytesPerSecond = http.minBodyRate
        listener.timeouts.keepAlive = http.idleTimeout
        listener.timeouts.writeStall = http.writeStallTimeout
        listener.timeouts.streamComment = http.streamKeepalive
        listener.timeouts.drain = http.drainTimeout
        return listener
    }

    /// Whether a scope's name says that it is for everything (tutorials/security, "Scope Minimization").
    private static func isSweeping(_ scope: String) -> Bool {
        scope.contains("*") || ["all", "full-access", "full_access"].contains(scope.lowercased())
    }

    /// The protected resource metadata (RFC 9728), at the root and with the endpoint's path in it.
    func documents() throws -> [String: HTTPDocument] {
        guard configuration.auth.enabled else { return [:] }
        let endpoint = configuration.server.endpoint
        let fixed = configuration.server.publicURL.map { _ in configuration.server.resourceURL(port: 0) }
        let servers = configuration.authorizationServers
        let scopes = configuration.auth.scopes
        let name = configuration.server.name
        let dpop = configuration.auth.credentials.dpop
        let proofs = dpop.mode == "off" ? [] : dpop.algorithms.compactMap { SignatureAlgorithm($0) }
        let takesCertificates = configuration.tls.clientCertificates != "none"
        let logger = logger
        let metadata = { @Sendable (resource: String) throws(AuthenticationConfigurationError) in
            // The specification asks for one authorization server at least; without one, the server stands for itself.
            var metadata = try ProtectedResourceMetadata(
                resource: resource,
                authorizationServers: servers.isEmpty ? [ResourceURL.origin(of: resource)] : servers,
                scopesSupported: scopes, resourceName: name)
            metadata.proofAlgorithms = proofs
            metadata.demandsProofs = dpop.mode == "required"
            metadata.takesCertificateBoundTokens = takesCertificates
            return metadata
        }
        do throws(AuthenticationConfigurationError) {
            let resource = fixed ?? configuration.server.resourceURL(port: configuration.server.port)
            let exposed = try metadata(resource).exposedURLs
            if !exposed.isEmpty {
                logger.warning(
                    "clients are sent to URLs without TLS: whoever listens on the way has their tokens",
                    metadata: ["urls": "\(exposed.joined(separator: " "))"])
            }
            let sweeping = scopes.filter(Self.isSweeping)
            if !sweeping.isEmpty {
                logger.warning(
                    "clients are told to ask for scopes that stand for everything: a token that is lost may do all of it",
                    metadata: ["scopes": "\(sweeping.joined(separator: " "))"])
            }
        } catch {
            throw CommandFailure(.configuration, "the resource metadata cannot be made: \(error)")
        }
        let document = HTTPDocument { head in
            do throws(AuthenticationConfigurationError) {
                return try metadata(fixed ?? ResourceURL.resource(head, endpoint)).jsonBytes
            } catch {
                logger.error("the resource metadata cannot be made", metadata: ["error": "\(error)"])
                return []
            }
        }
        return Dictionary(
            uniqueKeysWithValues: ProtectedResourceMetadata.wellKnownPaths(endpointPath: endpoint).map {
                ($0, document)
            })
    }
}
