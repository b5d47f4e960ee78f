import Gatehouse
import GatehouseJSON

extension Notebook {
    /// What a model should know before it uses the notebook.
    public static let instructions = """
        A notebook that people and agents of one team share. Search before you create, so that a subject has one note. \
        Update with the version that you read; where somebody was faster, read again and merge. \
        Notes are Markdown; note://{id} reads one as a resource.
        """

    /// Lets what the notebook refuses reach the caller, and everything else only the log.
    func speaking<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let error as NotebookError {
            throw ToolError(error.message, details: try? JSONValue(parsing: error.jsonBytes))
        }
    }

    /// How many notes a prompt quotes, and how much of each.
    static let quotedNotes = 8
    private static let quotedCharacters = 4_000

    /// Notes as a prompt quotes them.
    func quoted(_ ids: [String]) async throws -> String {
        var texts: [String] = []
        for id in ids {
            let note = try await store.read(id: id)
            let body =
                note.body.count > Self.quotedCharacters ? note.body.prefix(Self.quotedCharacters) + "…" : note.body[...]
            texts.append("## \(note.title) (\(note.id), version \(note.version), \(note.updatedBy))\n\n\(body)")
        }
        return texts.joined(separator: "\n\n")
    }
}

extension Note {
    /// The note as a Markdown document: title, who wrote it when, and the body.
    var markdown: String {
        let tags = tags.isEmpty ? "" : " · " + tags.map { "#\($0)" }.joined(separator: " ")
        return "# \(title)\n\n*Version \(version) by \(updatedBy), \(updatedAt)\(tags)*\n\n\(body)\n"
    }
}
