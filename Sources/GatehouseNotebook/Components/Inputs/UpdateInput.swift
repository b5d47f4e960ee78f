import Gatehouse
import GatehouseJSON
import GatehouseSchema

/// The arguments of `update_note`.
struct UpdateInput: ToolInput, JSONDecodable {
    let id: String
    let version: Int
    let edit: NoteEdit

    init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        id = try object.required("id")
        version = try object.required("version")
        edit = NoteEdit(
            title: try object.optional("title"), body: try object.optional("body"), tags: try object.optional("tags"))
    }

    static let inputSchema = SchemaDocument.object(
        properties: [
            ("id", NotebookArguments.id),
            ("version", NotebookArguments.version),
            ("title", NotebookArguments.title),
            ("body", NotebookArguments.body),
            ("tags", NotebookArguments.tags("The new tags, in place of all old ones.")),
        ],
        required: ["id", "version"])
}
