import ArgumentParser
import GatehouseJSON

/// `gatehouse tools`.
struct ToolsCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "tools",
            abstract: "List the tools of a running server that the caller may use.",
            discussion: """
                The server shows every caller only what its permissions allow, so that a tool which is missing here may \
                only be forbidden:

                  \(Application.current.name) tools
                  \(Application.current.name) tools --url https://notes.example.com/mcp
                  \(Application.current.name) tools | jq -r '.[].name'

                On a terminal the list is shown for people, with the arguments of each tool; a question mark stands \
                behind the type of those that may be left out. Elsewhere it is JSON, as the server gives it.
                """
        )
    }

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let tools = try await connection.client().tools()
        if connection.format == .json {
            StandardStream.output.write(JSONValue.array(tools.map { .object($0) }).description + "\n")
        } else {
            let palette = ConnectionOptions.palette(of: .output)
            StandardStream.output.write(ToolListText(palette: palette).text(tools))
        }
    }
}
