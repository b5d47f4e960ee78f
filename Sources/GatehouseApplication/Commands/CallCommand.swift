import ArgumentParser
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

    @OptionGroup var connection: ConnectionOptions

    func validate() throws {
        guard json != nil, !arguments.isEmpty else { return }
        throw ValidationError("--json and key=value exclude each other")
    }

    func run() async throws {
        let client = try connection.client()
        let tools = try await client.tools()
        let schema = tools.first { $0["name"]?.stringValue == tool }?["inputSchema"]?.objectValue
        let arguments = try parsedArguments(schema: schema)
        let result: JSONObject
        do {
            result = try await client.call(tool, arguments: arguments, schema: schema)
        } catch {
            throw Self.explained(error, tool: tool, tools: tools)
        }
        try show(result)
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
