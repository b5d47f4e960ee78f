/// Why a command ends early: what is told to the person at the terminal, and the process's exit status.
struct CommandFailure: Error, Sendable, Hashable, CustomStringConvertible {
    let status: ExitStatus
    /// One or more sentences; empty where everything has been said already.
    let message: String

    init(_ status: ExitStatus, _ message: String) {
        self.status = status
        self.message = message
    }

    init(_ error: ConfigurationError) {
        self.init(.configuration, error.description)
    }

    var description: String { message }
}
