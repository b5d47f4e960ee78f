import Gatehouse
import GatehouseJSON

extension NotebookComponents {
    /// `notebook://recent`: the latest changes, as JSON.
    var recentChanges: Resource {
        Resource(
            uri: "notebook://recent",
            name: "recent",
            options: Resource.Options(
                title: "Recent changes", description: "The latest 20 changes: who did what to which note.",
                mimeType: "application/json", access: .read)
        ) { _, _ in
            let changes = try await speaking { try await store.recent(limit: 20) }
            var writer = JSONWriter()
            writer.beginObject()
            writer.member("changes", changes)
            writer.endObject()
            return .text(writer.text)
        }
    }

    /// `note://{id}`: one note, as Markdown.
    var note: Resource {
        Resource(
            template: "note://{id}",
            name: "note",
            options: Resource.Options(
                title: "A note", description: "A note's text, with its title as heading.", mimeType: "text/markdown",
                access: .read)
        ) { request, _ in
            do {
                return .text(try await store.read(id: request.variables["id"] ?? "").markdown)
            } catch let error as NotebookError where error.code == .notFound || error.code == .deleted {
                throw ResourceNotFound()
            }
        }
    }
}

extension Note {
    /// The note as a Markdown document: title, who wrote it when, and the body.
    var markdown: String {
        let tags = tags.isEmpty ? "" : " · " + tags.map { "#\($0)" }.joined(separator: " ")
        return "# \(title)\n\n*Version \(version) by \(updatedBy), \(updatedAt)\(tags)*\n\n\(body)\n"
    }
}
