import Gatehouse
import GatehouseJSON
import GatehouseSchema

/// The arguments of `delete_note`.
struct DeleteInput: ToolInput, JSONDecodable {
    let id: String
    let version: Int?

    init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        id = try object.required("id")
        version = try object.optional("version")
    }

    static let inputSchema = SchemaDocument.object(
        properties: [
            ("id", NotebookArguments.id),
            (
                "version",
                SchemaDocument.integer(
                    description: "The version that you read; left out, the note is deleted whatever its version is.",
                    minimum: 1)
            ),
        ],
        required: ["id"])
}
