import Gatehouse
import GatehouseJSON
import GatehouseSchema

/// The arguments of `create_note`.
struct CreateInput: ToolInput, JSONDecodable {
    let title: String
    let body: String
    let tags: [String]

    init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        title = try object.required("title")
        body = try object.optional("body") ?? ""
        tags = try object.optional("tags") ?? []
    }

    static let inputSchema = SchemaDocument.object(
        properties: [
            ("title", NotebookArguments.title),
            ("body", NotebookArguments.body),
            ("tags", NotebookArguments.tags("Words to find the note by; case does not matter.")),
        ],
        required: ["title"])
}
