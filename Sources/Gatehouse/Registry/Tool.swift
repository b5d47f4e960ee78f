public import GatehouseJSON

/// A tool: a Swift function that clients call by name, with everything that is published and checked around it.
///
/// ```swift
/// Tool(name: "add", description: "Adds two integers.", input: Operands.self) { operands, context in
///     Sum(result: operands.a + operands.b)
/// }
/// ```
public struct Tool: Sendable {
    /// The name: 1 to 128 letters, digits, `_`, `-` and `.` (server/tools, "Tool Names", 2026-07-28).
    public let name: String
    /// What the tool does, for a model to choose by.
    public let description: String
    /// The schema of the arguments.
    public let inputSchema: JSONValue
    /// The schema of the structured content, where there is any.
    public let outputSchema: JSONValue?
    /// Everything else about the tool.
    public var options: ToolOptions
    let function: @Sendable (JSONObject, Context) async throws -> ToolOutcome
    /// The type that the function takes; nothing where it takes JSON.
    let inputType: (any Any.Type)?
    /// Makes that type of checked arguments, for guards and dependencies that decide by them.
    let decode: (@Sendable (JSONObject) throws(JSONDecodingError) -> any Sendable)?

    /// Makes a tool of a function that takes its arguments as a Swift type.
    public init<Input: ToolInput, Output: ToolOutput>(
        name: String,
        description: String,
        options: ToolOptions = ToolOptions(),
        input: Input.Type = Input.self,
        function: @escaping @Sendable (Input, Context) async throws -> Output
    ) {
        self.name = name
        self.description = description
        self.options = options
        self.inputSchema = Input.jsonSchema
        self.outputSchema = Output.outputSchema
        self.inputType = Input.self
        self.decode = { arguments throws(JSONDecodingError) in try Self.read(arguments) as Input }
        self.function = { arguments, context in
            let input: Input
            do throws(JSONDecodingError) {
                input = try Self.read(arguments)
            } catch {
                throw InvalidArguments(error: error)
            }
            return try await function(input, context).outcome()
        }
    }

    private static func read<Input: ToolInput>(_ arguments: JSONObject) throws(JSONDecodingError) -> Input {
        do throws(JSONReadFailure) {
            return try JSONText(.object(arguments)).read()
        } catch {
            let problem = error.problems.first
            throw JSONDecodingError(expected: problem?.message ?? "a value of the type", found: .object)
        }
    }

    /// Makes a tool of a function that takes its arguments as JSON, checked against a schema that is known at run time.
    public init<Output: ToolOutput>(
        name: String,
        description: String,
        options: ToolOptions = ToolOptions(),
        inputSchema: JSONValue,
        function: @escaping @Sendable (JSONObject, Context) async throws -> Output
    ) {
        self.name = name
        self.description = description
        self.options = options
        self.inputSchema = inputSchema
        self.outputSchema = Output.outputSchema
        self.inputType = nil
        self.decode = nil
        self.function = { arguments, context in try await function(arguments, context).outcome() }
    }
}

/// The arguments satisfy the schema, but the Swift type refuses them: the type knows a rule that the schema does not say.
struct InvalidArguments: Error {
    let error: JSONDecodingError
}
