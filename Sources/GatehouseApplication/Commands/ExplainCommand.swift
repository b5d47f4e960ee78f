import ArgumentParser
import Gatehouse

/// `gatehouse explain`.
struct ExplainCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        let name = Application.current.name
        return CommandConfiguration(
            commandName: "explain",
            abstract: "Tell what a server would do with a request, step by step, without doing it.",
            discussion: """
                The ten steps of the request path, what each would decide and by which rule, key, limit or constraint. It \
                works from the configuration and the data folder of a server, which need not run; nothing of the tool is \
                carried out, and no limit counts it:

                  \(name) explain --token "$GATEHOUSE_TOKEN" tools/call delete_note id=7
                  \(name) explain --subject alice --roles editor tools/call delete_note id=7
                  \(name) explain --roles reader --format json resources/read notes://7
                  \(name) explain --roles reader tools/list

                Behind the method stands what it is for, a tool's or prompt's name or a resource's URI, and then the \
                arguments as key=value, as in "\(name) call".

                Exit code 0 means that the request would be let through, 2 that it would be refused.
                """
        )
    }

    @Argument(help: "The method, as tools/call.")
    var method: String

    @Argument(help: ArgumentHelp("What it is for, and its arguments.", valueName: "name key=value"))
    var rest: [String] = []

    @Option(help: "The format: text or json.")
    var format: OutputFormat = .text

    @OptionGroup var caller: CallerOptions
    @OptionGroup var folder: DataOptions

    func run() async throws {
        let token = try caller.presentedToken()
        let server = OfflineServer(configuration: try folder.load())
        let explanation = try await server.ask(
            callers: { composition, launch in
                guard token != nil else { return Callers(authenticator: FixedAuthenticator(caller.principal)) }
                return try await composition.callers(launch)
            },
            { server, components in
                let request = try ExplainedRequest(method, rest, components, endpoint: "/mcp")
                return await server.explain(request.head(token: token), body: request.body)
            })
        let isJSON = format.resolved(isTerminal: StandardStream.output.isTerminal) == .json
        let palette = ConnectionOptions.palette(of: .output)
        StandardStream.output.write(
            isJSON ? explanation.json.description + "\n" : ExplanationText(palette: palette).text(explanation))
        if !explanation.isAllowed { throw CommandFailure(.refused, "") }
    }
}
