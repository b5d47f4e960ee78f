import Gatehouse

/// What the tests inject: its name is all that there is to it.
struct Thing: Sendable, Equatable {
    let name: String
}

extension Dependency<Thing> {
    static var a: Self { Dependency("a") }
    static var b: Self { Dependency("b") }
    static var c: Self { Dependency("c") }
    static var d: Self { Dependency("d") }
}

extension DependencyProvider {
    /// Provides a thing of the key's name, and tells when it is made and closed.
    static func thing<each Need: Sendable>(
        _ dependency: Dependency<Thing>,
        scope: DependencyScope = .request,
        needs: repeat Dependency<each Need>,
        in events: Events
    ) -> DependencyProvider {
        .provide(dependency, scope: scope, needs: repeat each needs) { (_: repeat each Need) in
            events.add("make \(dependency.name)")
            return Thing(name: dependency.name)
        } close: { thing in
            events.add("close \(thing.name)")
        }
    }
}

/// Components that need things.
enum Needy {
    /// A tool that says what it does.
    static func tool(
        _ name: String = "t",
        needs: Needs = .none,
        guards: [Guard] = [],
        timeout: Duration? = nil,
        _ function: @escaping @Sendable (Context) async throws -> String = { _ in "done" }
    ) -> Tool {
        var options = ToolOptions(timeout: timeout)
        options.needs = needs
        options.guards = guards
        return Tool(name: name, description: "", options: options, input: NoInput.self) { _, context in
            try await function(context)
        }
    }

    /// A server of tools with some providers.
    static func server(
        _ providers: [DependencyProvider] = [],
        tools: [Tool] = [],
        prompts: [Prompt] = [],
        resources: [Resource] = [],
        guards: [Guard] = [],
        log: LogLines = LogLines(),
        options: ServerOptions = ServerOptions()
    ) throws -> Server {
        var options = options
        options.guards = guards
        return try Samples.server(
            Components(tools: tools, prompts: prompts, resources: resources, dependencies: providers),
            options: options, logger: log.logger())
    }
}

/// An error with a name.
struct Broken: Error, CustomStringConvertible {
    let description: String
}

/// A note that is to be changed.
struct UpdateNote: ToolInput, JSONDecodable, Equatable {
    let id: String

    init(json: JSONValue) throws(JSONDecodingError) {
        id = try JSONObject(json: json).required("id")
        guard id != "0" else {
            throw JSONDecodingError(expected: "the id of a note", found: .string, at: JSONPointer(["id"]))
        }
    }

    static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
        [
            "type": "object", "properties": ["id": ["type": "string"]], "required": ["id"],
            "additionalProperties": false,
        ]
    }
}
