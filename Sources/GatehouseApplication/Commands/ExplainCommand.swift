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
                  \(name) explain --api-key "$KEY" prompts/get weekly_review
                  \(name) explain --certificate dns:agent.example.com subscriptions/listen resources note://7
                  \(name) explain --as alice --roles reader --revision 2025-11-25 tools/list
                  \(name) explain --roles reader completion/complete summarize_notes topic=sw
                  \(name) explain --roles reader tasks/get 1b9d6bcdbbfd4b2d9b5dab8dfbbd4bed

                Behind the method stands what it is for, a tool's or prompt's name or a resource's URI, and then the \
                arguments as key=value, as in "\(name) call". A stream of notifications is for tools, prompts, resources, \
                URIs, and tasks as task:ID.

                Exit code 0 means that the request would be let through, 2 that it would be refused.
                """
        )
    }

    @Argument(help: "The method, as tools/call.")
    var method: String

    @Argument(help: ArgumentHelp("What it is for, and its arguments.", valueName: "name key=value"))
    var rest: [String] = []

    @Option(
        help: ArgumentHelp(
            "The revision of the protocol, by default the latest. One up to 2025-11-25 needs a session, which is opened "
                + "for the explanation alone.", valueName: "revision"))
    var revision: String = "2026-07-28"

    @Option(help: "The format: text or json.")
    var format: OutputFormat = .text

    @OptionGroup var caller: CallerOptions
    @OptionGroup var folder: DataOptions

    func run() async throws {
        guard let revision = ProtocolRevision(revision) else {
            throw CommandFailure(.usage, "--revision: there is no revision \(quoted(self.revision))")
        }
        let credential = try caller.credential()
        let server = OfflineServer(configuration: try folder.load())
        let explanation = try await server.ask(
            callers: { composition, launch in
                guard credential.isShown else { return Callers(authenticator: FixedAuthenticator(caller.principal)) }
                var composition = composition
                composition.explains = true
                return try await composition.callers(launch)
            },
            { server, components in
                let request = try ExplainedRequest(method, rest, components, revision)
                return await request.explanation(by: server, credential)
            })
        let isJSON = format.resolved(isTerminal: StandardStream.output.isTerminal) == .json
        let palette = ConnectionOptions.palette(of: .output)
        StandardStream.output.write(
            isJSON ? explanation.json.description + "\n" : ExplanationText(palette: palette).text(explanation))
        if !explanation.isAllowed { throw CommandFailure(.refused, "") }
    }
}
