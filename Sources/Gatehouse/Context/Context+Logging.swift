public import GatehouseJSON
public import GatehouseProtocol

extension Context {
    /// Tells the client of the call what the function does (server/utilities/logging, 2026-07-28).
    ///
    /// Nothing is sent unless the client asked for messages of that level or a lower one with this request, nor where
    /// messages come faster than the server passes them on (50 at once, 50 a second after that). Suspends while the
    /// connection is congested. The server's own log is ``logger``: it does not get these messages, nor the client those.
    ///
    /// Whoever may call may read it, so nothing stands in it that the caller must not know: no credentials, nothing of
    /// other people, nothing of the inside of the server. The protocol has deprecated these messages.
    ///
    /// - Parameters:
    ///   - level: How severe it is.
    ///   - data: What is told; of more than 64 KiB only the size is.
    ///   - logger: What part of the program tells it; by default the name of the component.
    public func log(_ level: LoggingLevel, _ data: some JSONEncodable & Sendable, logger: String? = nil) async {
        guard let reports, reports.wants(level) else { return }
        await reports.log(LogMessage(level: level, logger: logger, data: data.jsonBytes))
    }
}
