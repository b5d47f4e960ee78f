import GatehouseMacros
import Logging

/// A server without a command line around it.
enum FirstServer {
    static func make() throws -> Server {
        // snippet: first-server
        let server = try Server(
            info: Implementation(name: "greeter", version: "1.0.0"),
            components: Greeter().components + Components(tools: [reverseTool]),
            authenticator: FixedAuthenticator(Principal(subject: "alice", method: .local)),
            logger: Logger(label: "greeter"))
        // end
        return server
    }
}
