/// The lists that a server gives.
enum ListKind: Sendable, Hashable {
    case tools, prompts, resources, templates
}

/// Where a page of a list begins, as the opaque text that clients pass back.
enum ListCursor {
    private static let prefix = "p"

    /// The cursor of the page that begins at a position.
    static func text(_ position: Int) -> String {
        prefix + String(position, radix: 36)
    }

    /// The position that a cursor names, or nothing where the text is none of this server's cursors.
    static func position(_ text: String) -> Int? {
        guard text.hasPrefix(prefix), let position = Int(text.dropFirst(prefix.count), radix: 36), position > 0,
            self.text(position) == text
        else { return nil }
        return position
    }
}
