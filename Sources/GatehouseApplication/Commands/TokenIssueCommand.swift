import ArgumentParser
import Gatehouse
import GatehouseAuth

/// `gatehouse token`, which is `gatehouse token issue`.
struct TokenIssueCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "issue",
            abstract: "Make a token of the server's own issuer.",
            discussion: """
                The token, and nothing else, goes to standard output. It is signed with the key in the server's data \
                folder, so whoever may read that folder may be anybody:

                  \(Application.current.name) token --subject alice --roles editor
                  \(Application.current.name) token --subject backup --roles reader,auditor --expires 30d
                  export GATEHOUSE_TOKEN=$(\(Application.current.name) token --subject alice --roles editor)

                The audit log says who made it for whom, with its number (jti), by which it can be taken back; it does \
                not have the token. A running server takes it at once; there is nothing to reload. Keep its time short, \
                and take it back with `\(Application.current.name) token revoke` where that was not short enough.
                """
        )
    }

    @Option(help: "Whom the token stands for.")
    var subject: String

    @Option(help: ArgumentHelp("The caller's roles, with commas between them.", valueName: "role,…"))
    var roles: String = ""

    @Option(help: ArgumentHelp("The OAuth scopes it grants, with commas between them.", valueName: "scope,…"))
    var scopes: String = ""

    @Option(help: "How long it is good for, as 15m, 1h or 30d; at most 365d.")
    var expires: String = "1h"

    @Option(help: "The server it is meant for; by default the one of the data folder.")
    var audience: String?

    @OptionGroup var folder: DataOptions

    private static let lifetimes = ConfigurationKind.duration(.seconds(1) ... .seconds(365 * 86_400))

    func validate() throws {
        guard Self.lifetimes.parse(expires) == nil else { return }
        throw ValidationError("--expires: expected \(Self.lifetimes.expectation), found \(quoted(expires))")
    }

    func run() async throws {
        let configuration = try folder.load()
        let roles = TokenCommand.names(roles)
        for caution in Self.cautions(roles: roles, configuration: configuration) {
            StandardStream.error.write("\(Application.current.name): caution: \(caution)\n")
        }
        var request = TokenRequest(
            subject: subject,
            roles: roles,
            scopes: TokenCommand.names(scopes),
            audience: [audience ?? ServerConfiguration.localAudience],
            lifetime: Quantity.duration(expires) ?? .seconds(3600)
        )
        request.tokenID = TokenRequest.randomID()
        StandardStream.output.write(try await Self.issue(request, configuration) + "\n")
    }

    /// Makes a token, which the audit log says before and afterwards; of the token itself it has the number alone.
    private static func issue(_ request: TokenRequest, _ configuration: ServerConfiguration) async throws -> String {
        let issuer = try DataOptions.issuer(of: configuration)
        return try await CommandAudit("token.issue", details(of: request), configuration).around {
            do {
                return try issuer.issue(request)
            } catch {
                throw CommandFailure(.usage, "\(error)")
            }
        }
    }

    private static func details(of request: TokenRequest) -> [AuditEntry.Detail] {
        let scopes = request.scopes.isEmpty ? [] : [AuditEntry.Detail("scopes", request.scopes.joined(separator: ","))]
        return [
            .init("jti", request.tokenID ?? ""), .init("subject", request.subject),
            .init("roles", request.roles.joined(separator: ",")),
        ] + scopes + [
            .init("audience", request.audience.joined(separator: ",")),
            .init("lifetime", "\(request.lifetime.components.seconds)s"),
        ]
    }

    /// What may be a mistake but need not be one: the server may have another configuration than this command.
    static func cautions(roles: [String], configuration: ServerConfiguration) -> [String] {
        let issuer = "auth.local_issuer is false, so that the server does not accept the token"
        return (configuration.auth.localIssuer ? [] : [issuer]) + configuration.cautions(about: roles)
    }
}
