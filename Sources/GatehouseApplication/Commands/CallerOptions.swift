import ArgumentParser
import Gatehouse

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The options that say who would call: by a credential, or by what one would say.
struct CallerOptions: ParsableArguments {
    @Option(help: "The token of the caller, which is verified as the server would; also GATEHOUSE_TOKEN.")
    var token: String?

    @Option(help: "The API key of the caller, which is looked up as the server would.")
    var apiKey: String?

    @Option(
        help: ArgumentHelp(
            "The client certificate of the caller by its subject, as CN=agent,O=Example, or by an alternative name, as "
                + "dns:agent.example.com; the rules of the configuration say whose it is.", valueName: "name"))
    var certificate: String?

    @Option(
        name: [.long, .customLong("as")],
        help: ArgumentHelp("Whom to take the caller for, in place of a credential; also --as.", valueName: "subject"))
    var subject: String?
    var subject: String?

    @Option(help: ArgumentHelp("The roles that the caller has, with commas between them.", valueName: "role,…"))
    var roles: String?

    @Option(help: ArgumentHelp("The groups that the caller is in.", valueName: "group,…"))
    var groups: String?

    @Option(help: ArgumentHelp("The scopes that the caller was granted.", valueName: "scope,…"))
    var scopes: String?

    @Option(help: "The tenant that the caller belongs to.")
    var tenant: String?

    private var isMadeUp: Bool { subject != nil || roles != nil || groups != nil || scopes != nil || tenant != nil }

    func validate() throws {
        let shown = [("--token", token), ("--api-key", apiKey), ("--certificate", certificate)].filter { $0.1 != nil }
        if let first = shown.first, isMadeUp {
            throw ValidationError(
                "\(first.0) excludes --subject, --roles, --groups, --scopes and --tenant: the credential says those")
        }
        if shown.count > 1 {
            throw ValidationError("\(shown[0].0) excludes \(shown[1].0): a request has one credential")
        }
    }

    /// What the caller shows.
    ///
    /// - Throws: ``CommandFailure`` where nobody would call.
    func credential() throws -> ExplainedCredential {
        guard !isMadeUp else { return ExplainedCredential(kind: .described) }
        if let apiKey { return ExplainedCredential(kind: .apiKey(apiKey)) }
        if let certificate { return ExplainedCredential(kind: ExplainedCredential.certificate(named: certificate)) }
        let token = token ?? ProcessInfo.processInfo.environment["GATEHOUSE_TOKEN"].flatMap { $0.isEmpty ? nil : $0 }
        guard let token else {
            throw CommandFailure(
                .usage,
                "nobody would call: give --token (or GATEHOUSE_TOKEN), --api-key, --certificate, or --subject with --roles, --scopes, --groups, --tenant"
            )
        }
        return ExplainedCredential(kind: .token(token))
    }

    /// The caller that the options describe.
    var principal: Principal {
        var principal = Principal(
            subject: subject ?? "somebody", roles: Set(TokenCommand.names(roles ?? "")),
            scopes: Set(TokenCommand.names(scopes ?? "")), method: .jwt)
        principal.groups = Set(TokenCommand.names(groups ?? ""))
        principal.tenant = tenant
        return principal
    }
}
