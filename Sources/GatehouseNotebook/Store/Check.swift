import Foundation

/// Checks what callers pass, and brings it into the form that the notebook keeps.
enum Check {
    static func title(_ text: String) throws(NotebookError) -> String {
        let title = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !title.isEmpty else { throw .invalid(field: "title", "The title is empty: give the note one.") }
        try length(title, "title", "The title", NotebookLimits.titleCharacters)
        try noControls(title, "title", "The title")
        return title
    }

    static func body(_ text: String) throws(NotebookError) -> String {
        guard text.utf8.count <= NotebookLimits.bodyBytes else {
            throw .invalid(
                field: "body",
                "The body has \(text.utf8.count) bytes; at most \(NotebookLimits.bodyBytes) are allowed. "
                    + "Split it into several notes."
            )
        }
        guard !text.utf8.contains(0) else {
            throw .invalid(field: "body", "The body has the character U+0000, which no text needs: leave it out.")
        }
        return text
    }

    /// The tags trimmed, in lower case and composed form, blanks inside as one space, each once, in order.
    static func tags(_ tags: [String]) throws(NotebookError) -> [String] {
        guard tags.count <= NotebookLimits.tags else {
            throw .invalid(
                field: "tags",
                "There are \(tags.count) tags; at most \(NotebookLimits.tags) are allowed."
            )
        }
        var normal: Set<String> = []
        for tag in tags { normal.insert(try self.tag(tag)) }
        return normal.sorted()
    }

    private static func tag(_ text: String) throws(NotebookError) -> String {
        let words = text.split { $0.isWhitespace || $0.isNewline }
        let tag = words.joined(separator: " ").lowercased().precomposedStringWithCanonicalMapping
        guard !tag.isEmpty else { throw .invalid(field: "tags", "A tag is empty: leave it out.") }
        try length(tag, "tags", "A tag", NotebookLimits.tagCharacters)
        try noControls(tag, "tags", "A tag")
        return tag
    }

    static func author(_ subject: String) throws(NotebookError) -> String {
        guard !subject.isEmpty else {
            throw .invalid(field: "by", "The author is empty: the notebook records who wrote what.")
        }
        try length(subject, "by", "The author", NotebookLimits.authorCharacters)
        try noControls(subject, "by", "The author")
        return subject
    }

    static func limit(_ limit: Int) throws(NotebookError) -> Int {
        guard (1...NotebookLimits.pageItems).contains(limit) else {
            throw .invalid(
                field: "limit",
                "The limit is \(limit); it must be between 1 and \(NotebookLimits.pageItems)."
            )
        }
        return limit
    }

    static func version(_ version: Int, field: String) throws(NotebookError) -> Int {
        guard version >= 1 else {
            throw .invalid(field: field, "The version is \(version); versions are counted from 1.")
        }
        return version
    }

    private static func length(
        _ text: String, _ field: String, _ subject: String, _ limit: Int
    ) throws(NotebookError) {
        let count = text.unicodeScalars.count
        guard count <= limit else {
            throw .invalid(field: field, "\(subject) has \(count) characters; at most \(limit) are allowed.")
        }
    }

    private static func noControls(_ text: String, _ field: String, _ subject: String) throws(NotebookError) {
        guard text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
            throw .invalid(
                field: field,
                "\(subject) has a line break or another control character, which are not allowed there."
            )
        }
    }
}
