import Gatehouse
import Logging

/// Two integers to add.
struct Operands: ToolInput, JSONDecodable {
    let a: Int64
    let b: Int64

    init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        a = try object.required("a")
        b = try object.required("b")
    }

    static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
        [
            "type": "object",
            "properties": ["a": ["type": "integer", "maximum": 1_000], "b": ["type": "integer"]],
            "required": ["a", "b"],
            "additionalProperties": false,
        ]
    }
}

/// Their sum.
struct Sum: StructuredOutput {
    let sum: Int64

    static let schema: JSONValue = [
        "type": "object", "properties": ["sum": ["type": "integer"]], "required": ["sum"],
    ]

    func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("sum", sum)
        writer.endObject()
    }
}

/// An error that no caller may read.
struct SecretError: Error, CustomStringConvertible {
    var description: String { "the database at db.internal refused the password hunter2" }
}

/// The components that most tests use.
enum Samples {
    static let echo = Tool(
        name: "echo", description: "Says what it is told.",
        inputSchema: ["type": "object", "properties": ["text": ["type": "string"]], "required": ["text"]]
    ) { arguments, context in
        arguments["text"]?.stringValue ?? ""
    }

    static let add = Tool(name: "add", description: "Adds.", input: Operands.self) { operands, _ in
        Sum(sum: operands.a &+ operands.b)
    }

    static let whoAmI = Tool(name: "whoami", description: "Names the caller.", input: NoInput.self) { _, context in
        context.principal.subject
    }

    static let refuse = Tool(name: "refuse", description: "Refuses.", input: NoInput.self) {
        _, _ -> String in
        throw ToolError("there is no such note; list the notes first", details: ["code": "no_note"])
    }

    static let crash = Tool(name: "crash", description: "Fails.", input: NoInput.self) { _, _ -> String in
        throw SecretError()
    }

    /// A tool that takes what its caller must have.
    static func guarded(_ name: String, _ access: Access) -> Tool {
        Tool(name: name, description: "Needs something.", options: ToolOptions(access: access), input: NoInput.self) {
            _, _ in "done"
        }
    }

    static let greet = Prompt(
        name: "greet", description: "Greets somebody.",
        arguments: [
            PromptArgument(name: "who", title: "Who", description: "Whom to greet.", required: true),
            PromptArgument(name: "how", description: "How to."),
        ]
    ) { arguments, _ in
        [PromptMessage(role: .user, content: .text("\(arguments["how"] ?? "Hello"), \(arguments["who"] ?? "?")!"))]
    }

    static let motto = Resource(
        uri: "notes://motto", name: "motto",
        options: .init(description: "The motto.", mimeType: "text/plain", timeToLive: .seconds(5))
    ) { _, _ in .text("Festina lente.") }

    static let note = Resource(template: "notes://note/{id}", name: "note") { request, _ in
        guard let id = request.variables["id"], id != "none" else { throw ResourceNotFound() }
        return .text("Note \(id)")
    }

    static let all = Components(
        tools: [echo, add, whoAmI, refuse, crash], prompts: [greet], resources: [motto, note])

    /// A server of some components.
    static func server(
        _ components: Components = all,
        options: ServerOptions = ServerOptions(),
        observer: (any RequestObserver)? = nil,
        logger: Logger = LogLines().logger()
    ) throws -> Server {
        try Server(
            info: Implementation(name: "sample", title: "Sample", version: "1.0"), components: components,
            authenticator: TestCallers(), options: options, observer: observer, logger: logger)
    }

    /// A server of some tools.
    static func server(
        tools: [Tool],
        options: ServerOptions = ServerOptions(),
        observer: (any RequestObserver)? = nil,
        logger: Logger = LogLines().logger()
    ) throws -> Server {
        try server(Components(tools: tools), options: options, observer: observer, logger: logger)
    }
}
