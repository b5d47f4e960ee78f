import ArgumentParser

/// How a command writes its result.
enum OutputFormat: String, Sendable, Hashable, CaseIterable, ExpressibleByArgument {
    /// ``text`` on a terminal and ``json`` elsewhere.
    case auto
    /// For people.
    case text
    /// For programs: the whole result.
    case json

    /// The format that ``auto`` stands for where the output goes.
    func resolved(isTerminal: Bool) -> OutputFormat {
        guard self == .auto else { return self }
        return isTerminal ? .text : .json
    }
}
