import Gatehouse
import GatehouseProtocol

extension NotebookComponents {
    /// The tools that change something.
    var writingTools: [Tool] { [createNote, updateNote, deleteNote] }

    private var createNote: Tool {
        Tool(
            name: "create_note",
            description:
                "Creates a note and returns it with its id and version. Search first: the subject may have one.",
            options: ToolOptions(
                title: "Create a note",
                annotations: ToolAnnotations(
                    readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false),
                access: .write),
            input: CreateInput.self
        ) { input, context in
            try await speaking {
                try await store.create(
                    title: input.title, body: input.body, tags: input.tags, by: context.principal.subject)
            }
        }
    }

    private var updateNote: Tool {
        Tool(
            name: "update_note",
            description: """
                Changes a note's title, body or tags; what is left out stays. Pass the version that you read: where the \
                note has another one by now, nothing is written and the error says who changed it.
                """,
            options: ToolOptions(
                title: "Update a note",
                annotations: ToolAnnotations(
                    readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false),
                access: .write),
            input: UpdateInput.self
        ) { input, context in
            try await speaking {
                try await store.update(
                    id: input.id, expectedVersion: input.version, input.edit, by: context.principal.subject)
            }
        }
    }

    private var deleteNote: Tool {
        Tool(
            name: "delete_note",
            description: "Takes a note out of the notebook. Its history stays readable with note_history.",
            options: ToolOptions(
                title: "Delete a note",
                annotations: ToolAnnotations(
                    readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false),
                access: .delete),
            input: DeleteInput.self
        ) { input, context in
            try await speaking {
                try await store.delete(id: input.id, expectedVersion: input.version, by: context.principal.subject)
            }
        }
    }
}
