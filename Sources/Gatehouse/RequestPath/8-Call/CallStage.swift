/// What a call was doing when its time was over.
enum CallStage: UInt8, Sendable, CustomStringConvertible {
    /// It waited for its turn.
    case queue
    /// What it needs was being made.
    case dependencies
    /// Its function ran.
    case function
    /// Its function had ended, and what it had used was being put away.
    case closing

    var description: String {
        switch self {
        case .queue: "queue"
        case .dependencies: "dependencies"
        case .function: "function"
        case .closing: "closing"
        }
    }
}
