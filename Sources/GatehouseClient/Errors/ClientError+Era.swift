import GatehouseProtocol

extension ClientError {
    /// The errors that only a server of revision 2026-07-28 or later answers with.
    private static let modernCodes: Set<ErrorCode> = [
        .headerMismatch, .missingRequiredClientCapability, .unsupportedProtocolVersion,
    ]
    /// Statuses that say something about the caller or the moment, and nothing about the server's era.
    private static let neutralStatuses: Set<Int> = [401, 403, 407, 408, 425, 429]

    /// Whether a server of the revisions up to 2025-11-25 may have answered a request of revision 2026-07-28 so.
    ///
    /// Implements "Backward Compatibility" of basic/transports/streamable-http and basic/transports/stdio (2026-07-28):
    /// an error that only later revisions know identifies a later server, and nearly every other one an earlier server.
    public var suggestsLegacyServer: Bool {
        if let code, Self.modernCodes.contains(code) { return false }
        if let status = http?.status {
            guard status < 500, !Self.neutralStatuses.contains(status) else { return false }
            // A later server answers so where it does not know the method.
            if status == 404, code == .methodNotFound { return false }
        }
        return kind == .serverError || kind == .httpStatus || kind == .unreadable
    }

    /// Whether the statuses say that no Streamable HTTP is spoken at the URL, so that it may be the older HTTP+SSE.
    ///
    /// Implements "HTTP+SSE Transport (2024-11-05)" of basic/transports/streamable-http (2026-07-28).
    var suggestsEventStreamTransport: Bool {
        guard let status = http?.status, [400, 404, 405].contains(status) else { return false }
        guard let code else { return true }
        return !Self.modernCodes.contains(code) && code != .methodNotFound
    }
}
