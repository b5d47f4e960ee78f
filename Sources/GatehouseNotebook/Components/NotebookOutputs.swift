public import Gatehouse
public import GatehouseJSON
import GatehouseSchema

/// The schemas that the notebook's results share.
private enum Results {
    static let id = SchemaDocument.string(description: "The note's id.")
    static let tags = SchemaDocument.array(items: SchemaDocument.string())
    static let version = SchemaDocument.integer(minimum: 1)
    static let instant = SchemaDocument.string(description: "RFC 3339, in UTC.", format: "date-time")
    static let subject = SchemaDocument.string(description: "Whoever did it.")

    /// An object all of whose members are always there, but for the optional ones.
    static func object(_ members: [(String, JSONValue)], optional: [(String, JSONValue)] = []) -> JSONValue {
        SchemaDocument.object(properties: members + optional, required: members.map(\.0))
    }
}

extension Note: StructuredOutput {
    public static let schema = Results.object([
        ("id", Results.id), ("version", Results.version), ("title", SchemaDocument.string()), ("tags", Results.tags),
        ("createdAt", Results.instant), ("createdBy", Results.subject), ("updatedAt", Results.instant),
        ("updatedBy", Results.subject), ("body", SchemaDocument.string(description: "Markdown.")),
    ])
}

extension NotePage: StructuredOutput {
    public static let schema = Results.object(
        [
            (
                "notes",
                SchemaDocument.array(
                    items: Results.object([
                        ("id", Results.id), ("version", Results.version), ("title", SchemaDocument.string()),
                        ("tags", Results.tags), ("createdAt", Results.instant), ("createdBy", Results.subject),
                        ("updatedAt", Results.instant), ("updatedBy", Results.subject),
                        ("bodyBytes", SchemaDocument.integer(minimum: 0)), ("excerpt", SchemaDocument.string()),
                    ]))
            )
        ],
        optional: [("nextCursor", SchemaDocument.string(description: "Pass it as cursor for the next page."))])
}

extension SearchResult: StructuredOutput {
    public static let schema = Results.object([
        (
            "hits",
            SchemaDocument.array(
                items: Results.object([
                    ("id", Results.id), ("title", SchemaDocument.string()),
                    ("snippet", SchemaDocument.string(description: "What matched stands between « and ».")),
                    ("tags", Results.tags), ("score", SchemaDocument.number(description: "More is better.")),
                    ("version", Results.version), ("updatedAt", Results.instant), ("updatedBy", Results.subject),
                ]))
        ),
        (
            "matching",
            SchemaDocument.string(
                description: "any_word where no note has all words.", enum: ["all_words", "any_word"])
        ),
        ("hasMore", SchemaDocument.boolean(description: "Whether more notes match than were asked for.")),
    ])
}

extension NoteHistory: StructuredOutput {
    public static let schema = Results.object(
        [
            ("id", Results.id), ("deleted", SchemaDocument.boolean()),
            (
                "versions",
                SchemaDocument.array(
                    items: Results.object([
                        ("version", Results.version), ("action", SchemaDocument.string()), ("at", Results.instant),
                        ("by", Results.subject), ("changed", Results.tags), ("title", SchemaDocument.string()),
                        ("tags", Results.tags), ("bodyBytes", SchemaDocument.integer(minimum: 0)),
                        ("excerpt", SchemaDocument.string()),
                    ]))
            ),
        ],
        optional: [
            ("nextBefore", SchemaDocument.integer(description: "Pass it as before for older versions.", minimum: 1)),
            ("lastBody", SchemaDocument.string(description: "The text that a deleted note had at last.")),
        ])
}

extension NoteChange: StructuredOutput {
    public static let schema = Results.object([
        ("id", Results.id), ("title", SchemaDocument.string()), ("action", SchemaDocument.string()),
        ("version", Results.version), ("at", Results.instant), ("by", Results.subject),
    ])
}
