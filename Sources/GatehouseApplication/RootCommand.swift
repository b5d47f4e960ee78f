import ArgumentParser

/// The program itself.
struct RootCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        let name = Application.current.name
        return CommandConfiguration(
            commandName: name, abstract: Application.current.summary, discussion: discussion(name),
            version: Application.current.version,
            subcommands: [
                ServeCommand.self, CallCommand.self, ToolsCommand.self, TokenCommand.self, APIKeyCommand.self,
                KeysCommand.self, AuditCommand.self, ExplainCommand.self, MatrixCommand.self, ReferenceCommand.self,
            ])
    }

    private static func discussion(_ name: String) -> String {
        """
        A first round trip, with the server in one terminal and the rest in another:

          \(name) serve
          export GATEHOUSE_TOKEN=$(\(name) token --subject alice\(Application.current.roleOption))
          \(name) tools
          \(name) call TOOL key=value

        Exit codes:

          0   the command did what it says
          1   the tool ran and reported an error, or the audit log has flaws
          2   the server refused the request
          3   the server cannot be reached, or does not answer in time
          64  the command line is wrong
          70  a defect in \(name) itself
          78  the configuration is wrong
        """
    }
}

extension Application {
    /// The option by which an example asks for a role that can do more than the least; nothing where there are none.
    var roleOption: String {
        guard let role = roles.dropFirst().first ?? roles.first else { return "" }
        return " --roles \(role.name)"
    }
}
