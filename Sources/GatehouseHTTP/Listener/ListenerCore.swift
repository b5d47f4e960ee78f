import Gatehouse
import Logging

/// What all connections of a listener share and none changes.
final class ListenerCore: Sendable {
    let configuration: HTTPListenerConfiguration
    let times: ConnectionTimes
    let responder: any RequestResponder
    let routes: Routes
    let logger: Logger
    let admission: ConnectionAdmission
    /// What browsers are told; nothing where they are told nothing.
    let crossOrigin: CrossOrigin?
    /// How the word of proxies is taken; nothing where there are none.
    let forwarding: Forwarding?
    /// The certificates; nothing for a listener without TLS.
    let tls: TLSContexts?

    var limits: HTTPLimits { configuration.limits }

    /// The header fields that the transport itself does something with, for a peer.
    func wantedFields(of peer: RequestHead) -> TransportFields.Wanted {
        var wanted: TransportFields.Wanted = crossOrigin == nil ? [] : .crossOrigin
        if configuration.compression != .none { wanted.insert(.encoding) }
        if forwarding?.proxies.trusts(peer: peer.remoteAddress) == true { wanted.insert(.forwarding) }
        return wanted
    }

    init(_ configuration: HTTPListenerConfiguration, responder: any RequestResponder, routes: Routes, logger: Logger) {
        self.configuration = configuration
        self.responder = responder
        self.routes = routes
        self.logger = logger
        times = ConnectionTimes(configuration.timeouts)
        admission = ConnectionAdmission(configuration.limits)
        crossOrigin = configuration.origins.map { CrossOrigin(origins: $0) }
        forwarding =
            configuration.trustedProxies.isEmpty ? nil : Forwarding(proxies: configuration.trustedProxies)
        tls = configuration.tls.map { TLSContexts($0, logger: logger) }
    }
}
