import GatehouseJSON
public import GatehouseSchema

extension Tool {
    /// Makes a tool of a function that returns a value with a schema: a type with `@Schemable`, a number, a list.
    ///
    /// See ``StructuredResult`` for what callers get.
    @_disfavoredOverload
    public init<Input: ToolInput, Output: Schemable>(
        name: String,
        description: String,
        options: ToolOptions = ToolOptions(),
        input: Input.Type = Input.self,
        function: @escaping @Sendable (Input, Context) async throws -> Output
    ) {
        let form = StructuredResult<Output>.form
        self.init(
            name: name, description: description, options: options, input: input,
            function: { input, context in
                FormedResult<Output>(outcome: StructuredResult(try await function(input, context)).outcome(in: form))
            })
    }
}

/// A ``StructuredResult`` whose form was known before.
private struct FormedResult<Value: Schemable>: ToolOutput {
    static var outputSchema: JSONValue? { StructuredResult<Value>.outputSchema }

    let made: ToolOutcome

    init(outcome: ToolOutcome) {
        made = outcome
    }

    func outcome() -> ToolOutcome { made }
}
