/// How a call of an author's function ended.
enum Ending<Value: Sendable>: Sendable {
    case returned(Value)
    case threw(any Error)
    /// The deadline passed first.
    case timedOut(after: Duration, at: CallStage = .function)
    /// The caller went away first.
    case cancelled

    /// Whether nobody waits for the function any more.
    var isGivenUp: Bool {
        switch self {
        case .timedOut, .cancelled: true
        case .returned, .threw: false
        }
    }
}
