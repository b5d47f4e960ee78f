import Gatehouse
import GatehouseJSON
import GatehouseSchema

/// The arguments of `note_history`.
struct HistoryInput: ToolInput, JSONDecodable {
    let id: String
    let limit: Int
    let before: Int?

    init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        id = try object.required("id")
        limit = try object.optional("limit") ?? 20
        before = try object.optional("before")
    }

    static let inputSchema = SchemaDocument.object(
        properties: [
            ("id", NotebookArguments.id),
            ("limit", NotebookArguments.limit(20)),
            (
                "before",
                SchemaDocument.integer(
                    description: "Only older versions: the nextBefore of the page before.", minimum: 1)
            ),
        ],
        required: ["id"])
}
