/// How the lines of the log are written.
enum LogFormat: String, Sendable, Hashable, CaseIterable {
    /// ``text`` on a terminal and ``json`` elsewhere.
    case auto
    /// For people.
    case text
    /// One JSON object a line.
    case json
}

extension LogFormat {
    /// Whether lines are JSON, as the error stream is now.
    var isJSON: Bool { self == .json || self == .auto && !StandardStream.error.isTerminal }
}
