import ArgumentParser
import GatehouseClient
import GatehouseJSON

/// `gatehouse call`.
struct CallCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "call",
            abstract: "Call a tool of a running server.",
            discussion: """
                Arguments are key=value. What the tool takes as text goes as it is; other values are read as JSON. \
                key=@file takes the value from a file, key=@- from standard input, and key=@@name is the text "@name":

                  \(Application.current.name) call create_note title=Hello body=@note.md
                  \(Application.current.name) call search_notes query=swift limit=5
                  \(Application.current.name) call create_note --json '{"title": "Hello", "body": "World"}'
                  \(Application.current.name) call list_notes | jq .structuredContent

                On a terminal the result is shown for people; elsewhere it is the whole result as one line of JSON. \
                Progress and every error go to standard error.

                What the tool asks for in between is asked on the terminal, unless --answer says it; where there is no \
                terminal either, the request is declined:

                  \(Application.current.name) call book_table --answer guests=4 --answer terrace=true

                A server may also be started for the call, by the command behind --:

                  \(Application.current.name) call echo text=Hello --stdio -- python3 server.py

                The caller is whoever the token names. Tokens of the local issuer are made by "\(Application.current.name) token":

                  export GATEHOUSE_TOKEN=$(\(Application.current.name) token --subject alice --roles editor)

                Exit code 1 is the tool's own error, 2 a refusal by the server, 3 a server that does not answer.
                """
        )
    }

    @Argument(help: "The tool's name.")
    var tool: String

    @Argument(help: ArgumentHelp("The arguments, as key=value.", valueName: "key=value"))
    var arguments: [String] = []

    @Option(help: ArgumentHelp("All arguments as one JSON object, in place of key=value.", valueName: "object"))
    var json: String?

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "An answer to what the tool asks for, by the field's name; may be repeated.", valueName: "name=value"))
    var answer: [String] = []

    @OptionGroup var connection: ConnectionOptions

    func validate() throws {
        guard json != nil, !arguments.isEmpty else { return }
        throw ValidationError("--json and key=value exclude each other")
    }

    func run() async throws {
        let session = try await connection.open(handlers: try handlers())
        let result: JSONObject
        do throws(CommandFailure) {
            result = try await call(session)
        } catch {
            await session.client.close()
            throw error
        }
        try show(result)
    }

    private func call(_ session: ServerSession) async throws(CommandFailure) -> JSONObject {
        let schema = session.tools.first { $0["name"]?.stringValue == tool }?["inputSchema"]?.objectValue
        let arguments = try parsedArguments(schema: schema)
        do throws(CommandFailure) {
            return try await session.call(tool, arguments: arguments) { StandardStream.error.write($0 + "\n") }
        } catch {
            throw Self.explained(error, tool: tool, tools: session.tools)
        }
    }

    /// Whoever sits at the terminal is asked what no `--answer` says.
    private func handlers() throws(CommandFailure) -> ClientHandlers {
        let answers = try Answers(answer)
        return Elicitation(answers: answers, terminal: StandardInput.isTerminal ? .standard : nil).handlers
    }

    private func parsedArguments(schema: JSONObject?) throws(CommandFailure) -> JSONObject {
        if let json { return try ToolArguments.parse(json: json) }
        return try ToolArguments(schema: schema, readFile: InputFile.text).parse(arguments)
    }

    private func show(_ result: JSONObject) throws(CommandFailure) {
        let failed = result["isError"] == true
        if connection.format == .json {
            StandardStream.output.write(JSONValue.object(result).description + "\n")
        } else {
            let stream: StandardStream = failed ? .error : .output
            stream.write(CallResultText(palette: ConnectionOptions.palette(of: stream)).text(result))
        }
        if failed { throw CommandFailure(.toolError, connection.format == .json ? "" : "the tool reported an error") }
    }

    /// Adds to a refusal of a tool that is not in the caller's list what the name may have been meant to be.
    static func explained(_ failure: CommandFailure, tool: String, tools: [JSONObject]) -> CommandFailure {
        let names = tools.compactMap { $0["name"]?.stringValue }
        guard failure.status == .refused, !names.contains(tool),
            let nearest = NearestName.nearest(to: tool, among: names)
        else { return failure }
        return CommandFailure(.refused, "\(failure.message)\nDid you mean \(TerminalText.safe(nearest))?")
    }
}
