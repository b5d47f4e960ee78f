import Gatehouse
import GatehouseJSON

extension Tool {
    /// A tool whose schema uses what JSON Schema 2020-12 has and Swift's types do not.
    static let jsonSchema = Tool(
        name: "json_schema_2020_12_tool",
        description: "Takes a person with an address and a way to reach them.",
        inputSchema: schema
    ) { arguments, _ in
        ToolOutcome.text("Called with \(String(decoding: arguments.jsonBytes, as: UTF8.self))")
    }

    private static let schema: JSONValue = [
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "$defs": [
            "address": [
                "$anchor": "addressDef",
                "type": "object",
                "properties": ["street": ["type": "string"], "city": ["type": "string"]],
            ]
        ],
        "properties": [
            "name": ["type": "string"],
            "address": ["$ref": "#/$defs/address"],
            "contactMethod": ["type": "string", "enum": ["phone", "email"]],
            "phone": ["type": "string"],
            "email": ["type": "string"],
        ],
        "allOf": [["anyOf": [["required": ["phone"]], ["required": ["email"]]]]],
        "if": ["properties": ["contactMethod": ["const": "phone"]], "required": ["contactMethod"]],
        "then": ["required": ["phone"]],
        "else": ["required": ["email"]],
        "additionalProperties": false,
    ]
}
