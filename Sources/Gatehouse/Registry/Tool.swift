public import GatehouseJSON
public import GatehouseSchema

/// A tool: a Swift function that clients call by name, with everything that is published and checked around it.
///
/// ```swift
/// Tool(name: "add", description: "Adds two integers.", input: Operands.self) { operands, context in
///     Sum(result: operands.a + operands.b)
/// }
/// ```
public struct Tool: Sendable {
    /// The name: 1 to 128 letters, digits, `_`, `-` and `.` (server/tools, "Tool Names", 2026-07-28).
    public internal(set) var name: String
    /// What the tool does, for a model to choose by.
    public let description: String
    /// The schema of the arguments, as clients read it.
    public let inputSchema: JSONValue
    /// The same schema with what only the server reads.
    let declaredSchema: JSONValue
    /// The schema of the structured content, where there is any.
    public let outputSchema: JSONValue?
    /// Everything else about the tool.
    public var options: ToolOptions
    /// Where the tool is declared.
    public let site: DeclarationSite
    /// The prefixes that it was mounted under, the outermost first.
    var prefixes: [String] = []
    /// Whether binding refuses all that the input schema refuses.
    let checksSchema: Bool
    /// Whether `format` in the input schema is a rule, as it is for the types that formats stand for, or a remark.
    let assertsFormat: Bool
    /// What is wrong with the rules of the input's fields.
    let schemaError: SchemaError?
    /// Makes a call's arguments, a JSON object, part of the function.
    let bind: @Sendable (JSONText) throws(JSONReadFailure) -> ToolFunction
    /// The type that the function takes; nothing where it takes JSON.
    let inputType: (any Any.Type)?
    /// Makes that type of checked arguments, for guards and dependencies that decide by them, and makes it part of the
    /// function; nothing where the function takes JSON.
    let decode: (@Sendable (JSONText) throws(JSONReadFailure) -> (input: any Sendable, function: ToolFunction))?

    /// Makes a tool of a function that takes its arguments as a Swift type. File and line are told where two tools have
    /// one name.
    public init<Input: ToolInput, Output: ToolOutput>(
        name: String,
        description: String,
        options: ToolOptions = ToolOptions(),
        input: Input.Type = Input.self,
        fileID: StaticString = #fileID,
        line: UInt = #line,
        function: @escaping @Sendable (Input, Context) async throws -> Output
    ) {
        let outline = Outline(name, description, options, Output.outputSchema, DeclarationSite(fileID, line))
        self.init(outline, input) { input in
            .asynchronous { context in try await function(input, context).outcome() }
        }
    }

    /// Makes a tool of a function that takes its arguments as a Swift type and never suspends.
    ///
    /// Declared ``ToolOptions/Execution/inline``, such a function costs no more than a function call.
    public init<Input: ToolInput, Output: ToolOutput>(
        name: String,
        description: String,
        options: ToolOptions = ToolOptions(),
        input: Input.Type = Input.self,
        fileID: StaticString = #fileID,
        line: UInt = #line,
        function: @escaping @Sendable (Input, Context) throws -> Output
    ) {
        let outline = Outline(name, description, options, Output.outputSchema, DeclarationSite(fileID, line))
        self.init(outline, input) { input in
            .synchronous { context in try function(input, context).outcome() }
        }
    }

    /// Makes a tool of a function that returns a value with a schema: a type with `@Schemable`, a number, a list.
    ///
    /// See ``StructuredResult`` for what callers get.
    @_disfavoredOverload
    public init<Input: ToolInput, Output: Schemable>(
        name: String,
        description: String,
        options: ToolOptions = ToolOptions(),
        input: Input.Type = Input.self,
        fileID: StaticString = #fileID,
        line: UInt = #line,
        function: @escaping @Sendable (Input, Context) async throws -> Output
    ) {
        let schema = StructuredResult<Output>.outputSchema(options.schemaStyle)
        let outline = Outline(name, description, options, schema, DeclarationSite(fileID, line))
        let form = StructuredResult<Output>.form
        self.init(outline, input) { input in
            .asynchronous { context in
                StructuredResult(try await function(input, context)).outcome(in: form)
            }
        }
    }

    /// Makes a tool of a function that returns a value with a schema and never suspends.
    ///
    /// See ``StructuredResult`` for what callers get.
    @_disfavoredOverload
    public init<Input: ToolInput, Output: Schemable>(
        name: String,
        description: String,
        options: ToolOptions = ToolOptions(),
        input: Input.Type = Input.self,
        fileID: StaticString = #fileID,
        line: UInt = #line,
        function: @escaping @Sendable (Input, Context) throws -> Output
    ) {
        let schema = StructuredResult<Output>.outputSchema(options.schemaStyle)
        let outline = Outline(name, description, options, schema, DeclarationSite(fileID, line))
        let form = StructuredResult<Output>.form
        self.init(outline, input) { input in
            .synchronous { context in StructuredResult(try function(input, context)).outcome(in: form) }
        }
    }

    /// Makes a tool of a function that takes its arguments as JSON, checked against a schema that is known at run time.
    /// File and line are told where two tools have one name.
    public init<Output: ToolOutput>(
        name: String,
        description: String,
        options: ToolOptions = ToolOptions(),
        inputSchema: JSONValue,
        fileID: StaticString = #fileID,
        line: UInt = #line,
        function: @escaping @Sendable (JSONObject, Context) async throws -> Output
    ) {
        self.name = name
        self.description = description
        self.options = options
        self.site = DeclarationSite(fileID, line)
        self.inputSchema = inputSchema.published
        declaredSchema = inputSchema
        outputSchema = Output.outputSchema?.published
        self.checksSchema = false
        self.assertsFormat = false
        self.schemaError = nil
        self.inputType = nil
        self.decode = nil
        self.bind = { (text: JSONText) throws(JSONReadFailure) in
            let arguments = text.value.objectValue ?? [:]
            return .asynchronous { context in try await function(arguments, context).outcome() }
        }
    }

    private init<Input: ToolInput>(
        _ outline: Outline,
        _ input: Input.Type,
        bind: @escaping @Sendable (Input) -> ToolFunction
    ) {
        var definitions = SchemaDefinitions(inlining: outline.options.schemaStyle == .inlined)
        let root = Input.schema(in: &definitions)
        name = outline.name
        description = outline.description
        options = outline.options
        site = outline.site
        declaredSchema = definitions.declaration(root)
        inputSchema = declaredSchema.published
        outputSchema = outline.outputSchema?.published
        checksSchema = Input.checksSchema
        assertsFormat = true
        schemaError = definitions.issues.first
        inputType = Input.self
        decode = { (text: JSONText) throws(JSONReadFailure) in
            let input = try text.read(Input.self)
            return (input, bind(input))
        }
        self.bind = { (text: JSONText) throws(JSONReadFailure) in bind(try text.read(Input.self)) }
    }

    /// What is told about a tool, whatever its function takes.
    private struct Outline {
        let name: String
        let description: String
        let options: ToolOptions
        let outputSchema: JSONValue?
        let site: DeclarationSite

        init(
            _ name: String,
            _ description: String,
            _ options: ToolOptions,
            _ outputSchema: JSONValue?,
            _ site: DeclarationSite
        ) {
            self.name = name
            self.description = description
            self.options = options
            self.outputSchema = outputSchema
            self.site = site
        }
    }
}

/// What a call of a tool runs: the author's function with the call's arguments in it.
enum ToolFunction: Sendable {
    /// It never suspends, so it can run wherever it is called.
    case synchronous(@Sendable (Context) throws -> ToolOutcome)
    case asynchronous(@Sendable (Context) async throws -> ToolOutcome)

    /// The function where it does not matter whether it suspends.
    var asynchronous: @Sendable (Context) async throws -> ToolOutcome {
        switch self {
        case .synchronous(let body): { context in try body(context) }
        case .asynchronous(let body): body
        }
    }
}
