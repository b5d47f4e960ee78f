import Gatehouse

/// The arguments of the tool `add`.
struct Operands: ToolInput {
    let a: Int64
    let b: Int64

    init(from reader: inout JSONReader) throws(JSONReadError) {
        var (a, b): (Int64?, Int64?)
        try reader.beginObject()
        while reader.nextName() {
            if reader.isName("a") {
                reader.read(into: &a)
            } else if reader.isName("b") {
                reader.read(into: &b)
            } else {
                reader.unknownName()
            }
        }
        self.a = try reader.required(a)
        self.b = try reader.required(b)
    }

    static var checksSchema: Bool { true }

    static let inputSchema = SchemaDocument.object(
        properties: [
            ("a", SchemaDocument.integer(description: "The first number.")),
            ("b", SchemaDocument.integer(description: "The second number.")),
        ],
        required: ["a", "b"])
}

/// The result of the tool `add`.
struct Sum: StructuredOutput {
    let result: Int64

    static let schema = SchemaDocument.object(
        properties: [("result", SchemaDocument.integer(description: "The sum."))], required: ["result"])

    func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("result", result)
        writer.endObject()
    }
}

extension Tool {
    /// The trivial typed tool that a load test calls.
    static let add = Tool(
        name: "add",
        description: "Adds two integers.",
        options: ToolOptions(
            annotations: ToolAnnotations(readOnlyHint: true, openWorldHint: false),
            access: .permission("numbers:add"), execution: .inline),
        input: Operands.self
    ) { operands, _ in
        let (sum, overflow) = operands.a.addingReportingOverflow(operands.b)
        guard !overflow else { throw ToolError("the sum does not fit 64 bits") }
        return Sum(result: sum)
    }
}
