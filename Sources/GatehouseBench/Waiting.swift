import Gatehouse

/// The arguments of the tool `wait`.
struct WaitInput: ToolInput, JSONDecodable {
    let milliseconds: Int64
    let steps: Int64

    init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        milliseconds = try object.required("milliseconds")
        steps = try object.optional("steps") ?? 1
    }

    static let inputSchema = SchemaDocument.object(
        properties: [
            ("milliseconds", SchemaDocument.integer(description: "How long in all.", minimum: 0, maximum: 60_000)),
            (
                "steps",
                SchemaDocument.integer(
                    description: "In how many steps, each of which is reported as progress.", minimum: 1,
                    maximum: 1_000,
                    default: 1)
            ),
        ],
        required: ["milliseconds"])
}

extension Tool {
    /// A tool that takes its time, and says how far it is.
    static let wait = Tool(
        name: "wait",
        description: "Waits, reporting progress, and says how long.",
        options: ToolOptions(
            annotations: ToolAnnotations(readOnlyHint: true, openWorldHint: false), access: .permission("numbers:add")),
        input: WaitInput.self
    ) { input, context in
        for step in 1...input.steps {
            try await Task.sleep(for: .milliseconds(input.milliseconds) / Int(input.steps))
            await context.progress(Double(step), total: Double(input.steps), message: "step \(step) of \(input.steps)")
        }
        return "waited \(input.milliseconds) ms"
    }
}
