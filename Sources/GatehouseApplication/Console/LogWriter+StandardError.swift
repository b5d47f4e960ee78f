import Gatehouse

extension LogWriter {
    /// The process's log: what the logger writes and the lines of requests go through it, in their order.
    static let standardError = LogWriter()
}
