public import GatehouseJSON

/// Why the notebook refused a call, said so that the caller can put it right.
///
/// Failures of the database are no such refusals; they are ``NotebookStorageFailure``.
public struct NotebookError: Error, Sendable, Hashable {
    /// The kinds of refusal.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        public let description: String

        init(_ description: String) {
            self.description = description
        }

        /// There is no note of that identifier, or no such version of it.
        public static let notFound = Code("not_found")
        /// The note was deleted; its history is still there.
        public static let deleted = Code("deleted")
        /// Somebody changed the note after the version that the caller knows.
        public static let staleVersion = Code("stale_version")
        /// An argument is out of bounds or malformed.
        public static let invalid = Code("invalid")
        /// The notebook has reached its largest size.
        public static let full = Code("full")
    }

    /// The kind of refusal.
    public let code: Code
    /// One or two sentences for the caller: what is wrong, and what to do.
    public let message: String
    /// The argument that is wrong, where the code is ``Code/invalid``.
    public let field: String?
    /// The last change of the note, where the code is ``Code/staleVersion`` or ``Code/deleted``.
    public let lastChange: NoteChange?

    private init(code: Code, message: String, field: String? = nil, lastChange: NoteChange? = nil) {
        self.code = code
        self.message = message
        self.field = field
        self.lastChange = lastChange
    }

    /// There is no note of that identifier.
    public static func notFound(id: String) -> NotebookError {
        NotebookError(code: .notFound, message: "There is no note with the id \(quoted(id)).")
    }

    /// The note has no such version.
    public static func notFound(id: String, version: Int) -> NotebookError {
        NotebookError(code: .notFound, message: "The note \(quoted(id)) has no version \(version).")
    }

    /// The note was deleted by that change.
    public static func deleted(_ change: NoteChange) -> NotebookError {
        NotebookError(
            code: .deleted,
            message: "The note \(quoted(change.id)) was deleted by \(change.by) at \(change.at). "
                + "Its history still has every version of its text.",
            lastChange: change
        )
    }

    /// The note is not at the version that the caller expects; nothing was written.
    public static func staleVersion(expected: Int, lastChange: NoteChange) -> NotebookError {
        NotebookError(
            code: .staleVersion,
            message: "The note \(quoted(lastChange.id)) is at version \(lastChange.version), not \(expected): "
                + "\(lastChange.by) changed it at \(lastChange.at). Nothing was written. "
                + "Read it again, merge your change, and pass version \(lastChange.version).",
            lastChange: lastChange
        )
    }

    /// An argument is out of bounds or malformed.
    public static func invalid(field: String, _ message: String) -> NotebookError {
        NotebookError(code: .invalid, message: message, field: field)
    }

    /// The notebook has reached its largest size, or its disk is full; nothing was written.
    public static let full = NotebookError(
        code: .full,
        message: "The notebook is full: nothing was written. Ask its operator for more room."
    )

    /// What a caller sent, cut to a length that fits a sentence.
    private static func quoted(_ text: String) -> String {
        text.unicodeScalars.count <= 64 ? "\"\(text)\"" : "\"\(String(text.unicodeScalars.prefix(64)))…\""
    }
}

extension NotebookError: CustomStringConvertible {
    public var description: String { message }
}

extension NotebookError: JSONEncodable {
    /// Writes the code, the message and what else is known: `field`, `lastChange`.
    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("code", code.description)
        writer.member("message", message)
        writer.member("field", ifPresent: field)
        writer.member("lastChange", ifPresent: lastChange)
        writer.endObject()
    }
}
