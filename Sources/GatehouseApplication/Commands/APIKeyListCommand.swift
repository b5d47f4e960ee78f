import ArgumentParser
import Gatehouse
import GatehouseAuth

/// `gatehouse apikey list`.
struct APIKeyListCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "list",
            abstract: "List the API keys.",
            discussion: """
                Keys that do not count any more are listed too. When a key was used last is written down every few \
                seconds:

                  \(Application.current.name) apikey list
                  \(Application.current.name) apikey list | jq -r '.[] | select(.state == "active") | .id'
                """
        )
    }

    @Option(help: "The format; auto is text on a terminal and JSON elsewhere.")
    var output: OutputFormat = .auto

    @OptionGroup var folder: DataOptions

    func run() async throws {
        let keys = try await APIKeyFolder(folder).asked { try await $0.keys() }
        let list = APIKeyList(keys: keys, now: SystemTime.seconds())
        let isTerminal = StandardStream.output.isTerminal
        let text = output.resolved(isTerminal: isTerminal) == .json ? list.json.description + "\n" : list.table
        StandardStream.output.write(text)
    }
}
