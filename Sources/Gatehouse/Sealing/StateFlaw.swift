/// What is wrong with a state that a client sent: for the log, because the client is told the same about all of them.
struct StateFlaw: Error, Sendable, Hashable, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }

    /// It is not what a server ever made.
    static func malformed(_ reason: String) -> StateFlaw { StateFlaw("it is malformed: \(reason)") }
}
