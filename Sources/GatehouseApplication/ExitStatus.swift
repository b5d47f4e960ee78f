/// How the process ends; the numbers are documented in `gatehouse --help`.
enum ExitStatus: Int32, Sendable, Hashable {
    /// The tool ran and reported an error.
    case toolError = 1
    /// The server refused the request.
    case refused = 2
    /// The server cannot be reached, or does not answer in time.
    case unreachable = 3
    /// The command line is wrong: `EX_USAGE`.
    case usage = 64
    /// A defect in gatehouse itself: `EX_SOFTWARE`.
    case defect = 70
    /// The configuration is wrong: `EX_CONFIG`.
    case configuration = 78
}
