import Gatehouse
import GatehouseProtocol

extension NotebookComponents {
    /// The tools that change nothing.
    var readingTools: [Tool] { [searchNotes, readNote, listNotes, noteHistory] }

    private func options(_ title: String) -> ToolOptions {
        ToolOptions(
            title: title,
            annotations: ToolAnnotations(readOnlyHint: true, idempotentHint: true, openWorldHint: false),
            access: .read)
    }

    private var searchNotes: Tool {
        Tool(
            name: "search_notes",
            description: """
                Finds notes by their text, the best match first, each with a snippet in which «…» marks what matched. \
                All words must occur; "…" is an exact phrase, -word excludes, OR means either word. \
                Read a hit with read_note to see its whole text.
                """,
            options: options("Search notes"),
            input: SearchInput.self
        ) { input, _ in
            try await speaking { try await store.search(input.query, tags: input.tags, limit: input.limit) }
        }
    }

    private var readNote: Tool {
        Tool(
            name: "read_note",
            description: "Reads the whole text of a note, as it is now or as an earlier version left it.",
            options: options("Read a note"),
            input: ReadInput.self
        ) { input, _ in
            try await speaking {
                guard let version = input.version else { return try await store.read(id: input.id) }
                return try await store.read(id: input.id, version: version)
            }
        }
    }

    private var listNotes: Tool {
        Tool(
            name: "list_notes",
            description: "Lists notes without their whole text, the latest change first, page by page.",
            options: options("List notes"),
            input: ListInput.self
        ) { input, _ in
            try await speaking { try await store.list(tags: input.tags, limit: input.limit, cursor: input.cursor) }
        }
    }

    private var noteHistory: Tool {
        Tool(
            name: "note_history",
            description: """
                Tells who changed a note when, the latest version first, also of a note that was deleted. \
                Read a version's text with read_note.
                """,
            options: options("History of a note"),
            input: HistoryInput.self
        ) { input, _ in
            try await speaking {
                try await store.history(id: input.id, limit: input.limit, before: input.before)
            }
        }
    }
}
