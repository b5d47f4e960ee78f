import Gatehouse
import GatehouseProtocol
import Logging

/// The server of the program and of its tests.
enum EverythingServer {
    /// Makes it, with every component.
    ///
    /// - Throws: ``RegistrationError`` where the components contradict one another, which is a mistake in this program.
    static func make(logger: Logger) throws(RegistrationError) -> Server {
        let changes = OfferChanges()
        let server = try Server(
            info: Implementation(name: "gatehouse-everything", title: "Gatehouse: everything", version: "0.1.0"),
            components: components(changes),
            authenticator: FixedAuthenticator(Principal(subject: "anonymous", method: .anonymous)),
            options: ServerOptions(
                instructions: "A fixture for tests: one of everything that the protocol has. Nothing here is of use."),
            logger: logger)
        changes.server = server
        // What the tools that change the lists offer is hidden until they are called.
        server.registry.disable(.tag(OfferChanges.tag))
        return server
    }

    private static func components(_ changes: OfferChanges) -> Components {
        ContentTools().components
            + ReportingTools().components
            + AskingTools().components
            + InputRequiredTools().components
            + TaskTools().components
            + Components(tools: [.jsonSchema])
            + ChangingTools(changes: changes).components
            + Pages().components
            + Prompts().components
    }
}
