import GatehouseJSON
import GatehouseSchema

/// The schemas that the notebook's tools share.
enum NotebookArguments {
    static let id = SchemaDocument.string(description: "The note's id, as a search or a list gives it.", maxLength: 64)
    static let title = SchemaDocument.string(
        description: "One line of at most \(NotebookLimits.titleCharacters) characters.",
        minLength: 1, maxLength: NotebookLimits.titleCharacters)
    static let body = SchemaDocument.string(description: "Markdown text, at most 1 MiB.")
    static let version = SchemaDocument.integer(description: "The version that you read.", minimum: 1)

    static func tags(_ description: String) -> JSONValue {
        SchemaDocument.array(
            items: SchemaDocument.string(minLength: 1, maxLength: NotebookLimits.tagCharacters),
            description: description, maxItems: NotebookLimits.tags)
    }

    static func limit(_ defaultValue: Int64) -> JSONValue {
        SchemaDocument.integer(
            description: "How many at most.", minimum: 1, maximum: Int64(NotebookLimits.pageItems),
            default: defaultValue)
    }
}
