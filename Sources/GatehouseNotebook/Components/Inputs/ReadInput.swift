import Gatehouse
import GatehouseJSON
import GatehouseSchema

/// The arguments of `read_note`.
struct ReadInput: ToolInput, JSONDecodable {
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
                SchemaDocument.integer(description: "The version to read; left out, the latest one.", minimum: 1)
            ),
        ],
        required: ["id"])
}
