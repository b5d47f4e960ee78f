public import GatehouseMacros

/// What a change did to a note.
@Schemable
public enum NoteAction: String, Sendable, Hashable, CustomStringConvertible {
    /// The note was written for the first time.
    case created
    /// The title, the body or the tags were changed.
    case updated
    /// The note was taken out of the notebook; its history stayed.
    case deleted

    public var description: String { rawValue }
}
