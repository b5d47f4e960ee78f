import ArgumentParser

/// `gatehouse`.
struct RootCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gatehouse",
        abstract: "A server for the Model Context Protocol, with identity, permissions and limits.",
        discussion: """
            A first round trip, with the server in one terminal and the rest in another:

              gatehouse serve
              export GATEHOUSE_TOKEN=$(gatehouse token --subject alice --roles editor)
              gatehouse tools
              gatehouse call create_note title=Hello body=World

            Exit codes:

              0   the command did what it says
              1   the tool ran and reported an error
              2   the server refused the request
              3   the server cannot be reached, or does not answer in time
              64  the command line is wrong
              70  a defect in gatehouse itself
              78  the configuration is wrong
            """,
        version: Version.current,
        subcommands: [
            ServeCommand.self, CallCommand.self, ToolsCommand.self, TokenCommand.self, KeysCommand.self,
            ReferenceCommand.self,
        ]
    )
}
