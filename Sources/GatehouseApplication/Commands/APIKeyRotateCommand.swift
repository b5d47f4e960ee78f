import ArgumentParser
import Gatehouse
import GatehouseAuth

/// `gatehouse apikey rotate`.
struct APIKeyRotateCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "rotate",
            abstract: "Replace an API key by a new one.",
            discussion: """
                The new key, and nothing else, goes to standard output. It stands for the same subject, with the same roles \
                and scopes, and lasts for as long as the old one was meant to. The old one counts for as long as both \
                overlap:

                  \(Application.current.name) apikey rotate 3Nf0aZk29sLq --overlap 1d
                """
        )
    }

    @Argument(help: ArgumentHelp("The number of the key.", valueName: "key"))
    var key: String

    @Option(help: "For how long the old key still counts, as 0s, 1h or 1d; at most 90d.")
    var overlap: String = "1d"

    @Option(help: "How long the new key is good for; by default as long as the old one was.")
    var expires: String?

    @OptionGroup var folder: DataOptions

    private static let overlaps = ConfigurationKind.duration(.zero ... .seconds(90 * 86_400))

    func validate() throws {
        if Self.overlaps.parse(overlap) == nil {
            throw ValidationError("--overlap: expected \(Self.overlaps.expectation), found \(quoted(overlap))")
        }
        if let expires, APIKeyCreateCommand.lifetimes.parse(expires) == nil {
            let expectation = APIKeyCreateCommand.lifetimes.expectation
            throw ValidationError("--expires: expected \(expectation), found \(quoted(expires))")
        }
    }

    func run() async throws {
        let details = [AuditEntry.Detail("key", key), AuditEntry.Detail("overlap", overlap)]
        let issued = try await APIKeyFolder(folder).changed(
            "apikey.rotate", details, { [AuditEntry.Detail("successor", $0.stored.id)] }
        ) { issuer in
            try await issuer.rotate(
                key, overlap: Quantity.duration(overlap) ?? .zero, lifetime: expires.flatMap { Quantity.duration($0) })
        }
        StandardStream.output.write(issued.key + "\n")
    }
}
