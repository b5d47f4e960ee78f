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
    /// The fields that are kept because something on the server asks for them.
    let headerFieldNames: Set<String>

    var limits: HTTPLimits { configuration.limits }

    init(_ configuration: HTTPListenerConfiguration, responder: any RequestResponder, routes: Routes, logger: Logger) {
        self.configuration = configuration
        self.responder = responder
        self.routes = routes
        self.logger = logger
        headerFieldNames = responder.headerFieldNames
        times = ConnectionTimes(configuration.timeouts)
        admission = ConnectionAdmission(configuration.limits)
    }
}
