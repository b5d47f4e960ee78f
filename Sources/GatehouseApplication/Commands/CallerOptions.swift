import ArgumentParser
import Gatehouse

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The options that say who would call: by a token, or by what a token would say.
struct CallerOptions: ParsableArguments {
    @Option(help: "The token of the caller, which is verified as the server would; also GATEHOUSE_TOKEN.")
    var token: String?

    @Option(help: "Whom to take the caller for, in place of a token.")
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
        if token != nil, isMadeUp {
            throw ValidationError(
                "--token excludes --subject, --roles, --groups, --scopes and --tenant: the token says those")
        }
    }

    /// The token; nothing where the caller is made up.
    func presentedToken() throws -> String? {
        guard !isMadeUp else { return nil }
        let token = token ?? ProcessInfo.processInfo.environment["GATEHOUSE_TOKEN"].flatMap { $0.isEmpty ? nil : $0 }
        guard let token else {
            throw CommandFailure(
                .usage,
                "nobody would call: give --token (or GATEHOUSE_TOKEN), or --subject with --roles, --scopes, --groups, --tenant"
            )
        }
        return token
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
