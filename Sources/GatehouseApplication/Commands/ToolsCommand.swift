import ArgumentParser
import GatehouseClient
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
                  \(Application.current.name) tools --stdio -- python3 server.py

                On a terminal the list is shown for people, with the arguments of each tool; a question mark stands \
                behind the type of those that may be left out. Elsewhere it is JSON, as the server gives it.
                """
        )
    }

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let session = try await connection.open()
        await session.client.close()
        let tools = session.tools
        if connection.format == .json {
            StandardStream.output.write(JSONValue.array(tools.map { .object($0) }).description + "\n")
        } else {
            let palette = ConnectionOptions.palette(of: .output)
            StandardStream.output.write(ToolListText(palette: palette).text(tools))
        }
    }
}
