import ArgumentParser
import Gatehouse
import GatehouseAuth

/// `gatehouse apikey revoke`.
struct APIKeyRevokeCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "revoke",
            abstract: "Revoke API keys.",
            discussion: """
                A running server refuses them within a second. It cannot be undone:

                  \(Application.current.name) apikey revoke 3Nf0aZk29sLq
                """
        )
    }

    @Argument(help: ArgumentHelp("The numbers of the keys.", valueName: "key"))
    var keys: [String]

    @OptionGroup var folder: DataOptions

    func run() async throws {
        try await APIKeyFolder(folder).changed(
            "apikey.revoke", keys.map { AuditEntry.Detail("key", $0) }
        ) { issuer in
            for key in keys { try await issuer.revoke(key) }
        }
        for key in keys { StandardStream.output.write("\(quoted(key)): revoked\n") }
    }
}
