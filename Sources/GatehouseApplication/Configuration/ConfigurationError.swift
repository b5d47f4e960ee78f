/// Everything that is wrong with a configuration, so that one run shows it all.
struct ConfigurationError: Error, Sendable, Hashable, CustomStringConvertible {
    /// One thing that is wrong.
    struct Problem: Sendable, Hashable, CustomStringConvertible {
        /// Where: `gatehouse.yaml:3`, a variable's name, a flag, or nothing where no single source is to blame.
        let place: String?
        /// What is wrong and what would be right, as one sentence without a full stop.
        let message: String

        init(_ message: String, at place: String? = nil) {
            self.place = place
            self.message = message
        }

        var description: String { place.map { "\($0): \(message)" } ?? message }
    }

    /// The problems, in the order they were met; never empty.
    let problems: [Problem]

    init(_ problems: [Problem]) {
        self.problems = problems
    }

    init(_ message: String, at place: String? = nil) {
        self.init([Problem(message, at: place)])
    }

    /// The problems, one a line.
    var description: String { problems.map(\.description).joined(separator: "\n") }
}
