public import GatehouseJSON

/// What a change did to a note.
public struct NoteAction: Sendable, Hashable, CustomStringConvertible {
    public let description: String

    init(_ description: String) {
        self.description = description
    }

    /// The note was written for the first time.
    public static let created = NoteAction("created")
    /// The title, the body or the tags were changed.
    public static let updated = NoteAction("updated")
    /// The note was taken out of the notebook; its history stayed.
    public static let deleted = NoteAction("deleted")
}

extension NoteAction: JSONEncodable {
    public func encode(to writer: inout JSONWriter) { writer.string(description) }
}
