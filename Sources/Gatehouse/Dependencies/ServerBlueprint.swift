import GatehouseProtocol
import Logging

/// Everything that a server is made of, to make another one of it.
struct ServerBlueprint: Sendable {
    var info: Implementation
    var components: Components
    var authenticator: any Authenticator
    var options: ServerOptions
    var observer: (any RequestObserver)?
    var logger: Logger

    /// How all values are made, the server's own first.
    var providers: [DependencyProvider] { options.dependencies + components.dependencies }
}
