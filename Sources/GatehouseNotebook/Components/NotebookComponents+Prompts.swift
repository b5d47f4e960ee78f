import Gatehouse
import GatehouseProtocol

extension NotebookComponents {
    /// How many notes a prompt quotes, and how much of each.
    private static let quotedNotes = 8
    private static let quotedCharacters = 4_000

    /// `summarize_notes`: what the notebook knows about a topic, with the notes themselves in the message.
    var summarizeNotes: Prompt {
        Prompt(
            name: "summarize_notes",
            description: "Summarizes what the notebook says about a topic, with references to the notes.",
            arguments: [
                PromptArgument(name: "topic", title: "Topic", description: "What to summarize.", required: true)
            ],
            options: Prompt.Options(title: "Summarize notes", access: .read)
        ) { arguments, _ in
            let topic = arguments["topic"] ?? ""
            let hits = try await speaking { try await store.search(topic, limit: Self.quotedNotes).hits }
            let notes = try await speaking { try await quoted(hits.map(\.id)) }
            return [
                .user(
                    """
                    Summarize what our notebook says about "\(topic)". Use only the notes below, say where they \
                    contradict one another, and name each note that you use by its title and id.

                    \(notes.isEmpty ? "No note mentions it: say so, and propose what a first note should hold." : notes)
                    """)
            ]
        }
    }

    /// `weekly_review`: what changed lately, and what to do about it.
    var weeklyReview: Prompt {
        Prompt(
            name: "weekly_review",
            description: "Reviews the notebook's latest changes: what is new, what is open, what contradicts.",
            options: Prompt.Options(title: "Weekly review", access: .read)
        ) { _, _ in
            let changes = try await speaking { try await store.recent(limit: 50) }
            let lines = changes.map {
                "- \($0.at) \($0.by) \($0.action) \"\($0.title)\" (\($0.id), version \($0.version))"
            }
            return [
                .user(
                    """
                    Review the last week in our notebook. Group the changes below by subject, read the notes that matter \
                    with read_note, and list decisions, open questions and contradictions, each with its note's id.

                    \(lines.isEmpty ? "Nothing was changed yet." : lines.joined(separator: "\n"))
                    """)
            ]
        }
    }

    private func quoted(_ ids: [String]) async throws -> String {
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

extension PromptMessage {
    /// A message of the user's with one text.
    static func user(_ text: String) -> PromptMessage {
        PromptMessage(role: .user, content: .text(TextContent(text: text)))
    }
}
