import ArgumentParser
import Gatehouse
import GatehouseAuth
import GatehouseJSON

/// `gatehouse keys`.
struct KeysCommand: AsyncParsableCommand {
    /// What to do with the keys.
    enum Action: String, ExpressibleByArgument, CaseIterable {
        case list, rotate
    }

    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "keys",
            abstract: "List or rotate the signing keys of the server's own issuer.",
            discussion: """
                New tokens are signed with the current key. After a rotation the one before is kept until every token \
                that it signed has expired, so nobody has to log in again:

                  \(Application.current.name) keys
                  \(Application.current.name) keys rotate
                  \(Application.current.name) keys | jq -r '.[] | select(.state == "current") | .kid'

                A running server notices a rotation by itself. Private keys are never shown.
                """
        )
    }

    @Argument(help: "What to do.")
    var action: Action = .list

    @Option(help: "The format; auto is text on a terminal and JSON elsewhere.")
    var output: OutputFormat = .auto

    @OptionGroup var folder: DataOptions

    func run() async throws {
        let configuration = try folder.load()
        let issuer = try DataOptions.issuer(of: configuration)
        if action == .rotate { try await rotate(issuer, configuration) }
        let isTerminal = StandardStream.output.isTerminal
        let list = KeyList(keys: issuer.keys)
        let text = output.resolved(isTerminal: isTerminal) == .json ? list.json.description + "\n" : list.table
        StandardStream.output.write(text)
    }

    private func rotate(_ issuer: LocalIssuer, _ configuration: ServerConfiguration) async throws {
        let before = issuer.keys.filter { $0.state == .current }.map { AuditEntry.Detail("retired", $0.keyID) }
        let audit = CommandAudit("keys.rotate", before, configuration)
        _ = try await audit.around({ (key: KeyDescription) in [AuditEntry.Detail("key", key.keyID)] }) {
            do {
                return try issuer.rotate()
            } catch {
                throw CommandFailure(.configuration, "\(error)")
            }
        }
    }
}
