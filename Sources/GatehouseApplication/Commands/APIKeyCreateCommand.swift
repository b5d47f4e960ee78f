import ArgumentParser
import Gatehouse
import GatehouseAuth

/// `gatehouse apikey create`.
struct APIKeyCreateCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "create",
            abstract: "Make an API key.",
            discussion: """
                The key, and nothing else, goes to standard output. It is shown this once: the server keeps a hash of it.

                  \(Application.current.name) apikey create --subject backup --roles reader --expires 90d
                """
        )
    }

    @Option(help: "Whom the key stands for.")
    var subject: String

    @Option(help: ArgumentHelp("The caller's roles, with commas between them.", valueName: "role,…"))
    var roles: String = ""

    @Option(help: ArgumentHelp("The scopes it grants, with commas between them.", valueName: "scope,…"))
    var scopes: String = ""

    @Option(help: "The organisation that the subject belongs to.")
    var tenant: String?

    @Option(help: "How long it is good for, as 12h or 90d; at most 3650d. By default it has no end.")
    var expires: String?

    @Option(help: "What people should know about it.")
    var note: String?

    @OptionGroup var folder: DataOptions

    static let lifetimes = ConfigurationKind.duration(.seconds(1) ... .seconds(3_650 * 86_400))

    func validate() throws {
        if let expires, Self.lifetimes.parse(expires) == nil {
            throw ValidationError("--expires: expected \(Self.lifetimes.expectation), found \(quoted(expires))")
        }
    }

    func run() async throws {
        let keys = try await APIKeyFolder(folder)
        let roles = TokenCommand.names(roles)
        for caution in Self.cautions(roles: roles, configuration: keys.configuration) {
            StandardStream.error.write("\(Application.current.name): caution: \(caution)\n")
        }
        let details: [AuditEntry.Detail] = [
            .init("subject", subject), .init("roles", roles.joined(separator: ",")),
            .init("expires", expires ?? "never"),
        ]
        let issued = try await keys.changed(
            "apikey.create", details, { [AuditEntry.Detail("key", $0.stored.id)] }
        ) { issuer in
            try await issuer.create(
                APIKeyRequest(
                    subject: subject, tenant: tenant, roles: roles, scopes: TokenCommand.names(scopes),
                    lifetime: expires.flatMap { Quantity.duration($0) }, note: note))
        }
        StandardStream.output.write(issued.key + "\n")
    }

    /// What may be a mistake but need not be one: the server may have another configuration than this command.
    static func cautions(roles: [String], configuration: ServerConfiguration) -> [String] {
        let methods = configuration.auth.credentials.methods
        let missing = methods.contains("api_key") ? [] : ["auth.methods has no api_key, so that the server takes none"]
        return missing + configuration.cautions(about: roles)
    }
}
