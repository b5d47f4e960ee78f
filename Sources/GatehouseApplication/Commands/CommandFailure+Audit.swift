import Gatehouse

extension CommandFailure {
    /// Does something with an audit log. A log that cannot be used ends the command, with exit code 78.
    static func reporting<Value>(
        _ body: () throws(AuditFailure) -> Value
    ) throws(CommandFailure) -> Value {
        do throws(AuditFailure) {
            return try body()
        } catch {
            throw CommandFailure(.configuration, error.description)
        }
    }
}
