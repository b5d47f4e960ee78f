import Gatehouse
import GatehouseHummingbird
import GatehouseMacros
import Hummingbird
import Logging

@Toolbox
struct Greeter {
    /// Greets somebody by name.
    ///
    /// - Parameter name: Whom to greet.
    @Tool(.readOnly)
    func greet(@Field(.length(1...80)) name: String) -> String { "Hello, \(name)!" }
}

let logger = Logger(label: "mounted")
let server = try Server(
    info: Implementation(name: "mounted", version: "1"), components: Greeter().components,
    authenticator: FixedAuthenticator(Principal(subject: "anybody", roles: [], method: .anonymous)), logger: logger)

let router = Router()
router.get("/") { _, _ in "An application of its own, with MCP at /mcp.\n" }
router.mcp("/mcp", server: server)

let application = Application(
    router: router, configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 8080)))
try await server.run { try await application.runService() }
