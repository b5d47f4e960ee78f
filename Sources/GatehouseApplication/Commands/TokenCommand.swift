import ArgumentParser

/// `gatehouse token`.
struct TokenCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "token",
            abstract: "Make a token of the server's own issuer, or take tokens back.",
            discussion: """
                Without the name of a subcommand it makes a token:

                  \(Application.current.name) token --subject alice --roles editor
                  \(Application.current.name) token revoke --subject alice
                """,
            subcommands: [TokenIssueCommand.self, TokenRevokeCommand.self],
            defaultSubcommand: TokenIssueCommand.self
        )
    }

    /// The names of a list, as `a,b`.
    static func names(_ list: String) -> [String] {
        list.split(separator: ",").map { $0.filter { !$0.isWhitespace } }.filter { !$0.isEmpty }
    }
}
