/// What somebody writes to create a note.
public struct NoteDraft: Sendable, Hashable {
    /// One line; blanks around it are cut off.
    public var title: String
    /// Markdown text.
    public var body: String
    /// Tags in any spelling; the notebook normalises them.
    public var tags: [String]

    public init(title: String, body: String = "", tags: [String] = []) {
        self.title = title
        self.body = body
        self.tags = tags
    }
}
