import GatehouseJSON
public import GatehouseProtocol
import Synchronization

/// What concerns the connection as a whole.
extension Client {
    /// Asks whether the server is there (basic/utilities/ping, revisions up to 2025-11-25).
    ///
    /// - Throws: ``ClientError``, with ``ClientError/Kind/unavailable`` in revision 2026-07-28.
    public func ping(timeout: RequestOptions.Timeout = .standard) async throws(ClientError) {
        try await sendLegacy(Method.ping, [:], timeout: timeout, advice: "use server()")
    }

    /// Says which log messages the server should send: those of a level, and more severe ones.
    ///
    /// In revision 2026-07-28 every later request says so, and nothing is sent now (server/utilities/logging); in earlier
    /// ones this is `logging/setLevel`.
    ///
    /// - Throws: ``ClientError``.
    public func setLogLevel(_ level: LoggingLevel) async throws(ClientError) {
        connection.state.withLock { $0.logLevel = level }
        guard !revision.isModern else { return }
        _ = try await request(Method.setLevel, ["level": .string(level.rawValue)])
    }

    /// Tells the server that the handler of roots would answer otherwise from now on (client/roots, revisions up to
    /// 2025-11-25). In revision 2026-07-28 nothing is told, as servers ask when they need to know.
    ///
    /// - Throws: ``ClientError`` where the server could not be told.
    public func rootsDidChange() async throws(ClientError) {
        guard !revision.isModern else { return }
        try await connection.notify(Method.rootsListChanged)
    }

    /// Calls a method that only the revisions up to 2025-11-25 have.
    func sendLegacy(
        _ method: String,
        _ params: JSONObject,
        timeout: RequestOptions.Timeout = .standard,
        advice: String
    ) async throws(ClientError) {
        guard !revision.isModern else { throw .unavailable(method, in: revision, advice: advice) }
        _ = try await request(method, params, options: RequestOptions(timeout: timeout))
    }
}
