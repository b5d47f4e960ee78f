import GatehouseJSON
import GatehouseProtocol

/// What a client of a revision up to 2025-11-25 agreed on with `initialize`.
struct LegacySession: Sendable {
    /// The value of `Mcp-Session-Id`: 128 random bits in hexadecimal.
    let id: String
    /// The identity of the principal that opened the session; nobody else's requests belong to it.
    let identity: String
    /// The negotiated revision.
    let revision: ProtocolRevision
    /// The client's capabilities, as it declared them.
    let capabilities: JSONText
    /// Whether the session ends when it is not used. One on stdio lasts as long as its process: a client there has no
    /// way to learn that it must begin anew.
    var endsWhenIdle = true

    /// How many bytes a session's capabilities may have, so that many sessions stay small.
    static let maximumCapabilityBytes = 16_384
}
