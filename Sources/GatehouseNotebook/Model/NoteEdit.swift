/// What somebody changes in a note; what is absent stays as it is.
public struct NoteEdit: Sendable, Hashable {
    /// The new title.
    public var title: String?
    /// The new body, in place of the whole old one.
    public var body: String?
    /// The new tags, in place of all old ones.
    public var tags: [String]?

    public init(title: String? = nil, body: String? = nil, tags: [String]? = nil) {
        self.title = title
        self.body = body
        self.tags = tags
    }

    var isEmpty: Bool { title == nil && body == nil && tags == nil }
}
