import GatehouseMacros

// snippet: by-hand
/// What callers of `greet` send.
struct Greeting: ToolInput {
    let name: String

    static var checksSchema: Bool { true }

    static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
        ObjectSchema()
            .property("name", String.self, FieldRules(.description("Whom to greet.")), in: &definitions)
            .value
    }

    init(from reader: inout JSONReader) throws(JSONReadError) {
        var name: String?
        let mark = try reader.beginObject()
        while reader.nextName() {
            if reader.isName("name") {
                reader.read(into: &name)
            } else {
                reader.unknownName()
            }
        }
        self.name = try reader.required(name)
        reader.finish(self, since: mark)
    }
}

let greetByHand = Tool(name: "greet", description: "Greets somebody by name.", input: Greeting.self) { greeting, _ in
    "Hello, \(greeting.name)!"
}
// end
