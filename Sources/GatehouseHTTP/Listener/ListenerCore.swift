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
    /// The header fields, by their names in lower case, that the responder wants as they came.
    let keptFields: Set<String>

    var limits: HTTPLimits { configuration.limits }

    init(_ configuration: HTTPListenerConfiguration, responder: any RequestResponder, routes: Routes, logger: Logger) {
        self.configuration = configuration
        self.responder = responder
        keptFields = responder.headerFieldNames
        self.routes = routes
        self.logger = logger
        times = ConnectionTimes(configuration.timeouts)
        admission = ConnectionAdmission(configuration.limits)
    }
}
