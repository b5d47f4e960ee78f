/// How the lines of the log are written.
enum LogFormat: String, Sendable, Hashable, CaseIterable {
    /// ``text`` on a terminal and ``json`` elsewhere.
    case auto
    /// For people.
    case text
    /// One JSON object a line.
    case json
}
