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
    /// The certificates; nothing for a listener without TLS.
    let tls: TLSContexts?

    var limits: HTTPLimits { configuration.limits }

    init(_ configuration: HTTPListenerConfiguration, responder: any RequestResponder, routes: Routes, logger: Logger) {
        self.configuration = configuration
        self.responder = responder
        self.routes = routes
        self.logger = logger
        times = ConnectionTimes(configuration.timeouts)
        admission = ConnectionAdmission(configuration.limits)
        tls = configuration.tls.map { TLSContexts($0, logger: logger) }
    }
}
