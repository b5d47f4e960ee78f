import Gatehouse
import GatehouseJSON
import GatehouseSchema

/// The arguments of `search_notes`.
struct SearchInput: ToolInput, JSONDecodable {
    let query: String
    let tags: [String]
    let limit: Int

    init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        query = try object.required("query")
        tags = try object.optional("tags") ?? []
        limit = try object.optional("limit") ?? 10
    }

    static let inputSchema = SchemaDocument.object(
        properties: [
            (
                "query",
                SchemaDocument.string(
                    description: "Words to look for.", minLength: 1, maxLength: NotebookLimits.queryCharacters)
            ),
            ("tags", NotebookArguments.tags("Only notes that have all of these tags.")),
            ("limit", NotebookArguments.limit(10)),
        ],
        required: ["query"])
}
