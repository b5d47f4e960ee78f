import Gatehouse
import GatehouseJSON
import GatehouseSchema

/// The arguments of `list_notes`.
struct ListInput: ToolInput, JSONDecodable {
    let tags: [String]
    let limit: Int
    let cursor: String?

    init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        tags = try object.optional("tags") ?? []
        limit = try object.optional("limit") ?? 20
        cursor = try object.optional("cursor")
    }

    static let inputSchema = SchemaDocument.object(
        properties: [
            ("tags", NotebookArguments.tags("Only notes that have all of these tags.")),
            ("limit", NotebookArguments.limit(20)),
            (
                "cursor",
                SchemaDocument.string(description: "The nextCursor of the page before.", maxLength: 1_024)
            ),
        ])
}
