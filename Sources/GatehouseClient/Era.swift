public import GatehouseProtocol

/// Which revisions of the protocol a client speaks with a server.
///
/// The revisions up to 2025-11-25 begin with a handshake and keep a session; 2026-07-28 says everything with every
/// request (basic/versioning, 2026-07-28).
public struct Era: Sendable, Hashable {
    enum Choice: Sendable, Hashable {
        case automatic
        case modern
        case legacy(ProtocolRevision)
    }

    let choice: Choice

    /// Whatever the server speaks, the latest first: the client probes with `server/discover`, and shakes hands where the
    /// answer says that the server is one of an earlier revision.
    public static let automatic = Era(choice: .automatic)
    /// Revision 2026-07-28 alone. Nothing is sent before the first call.
    public static let modern = Era(choice: .modern)

    /// A handshake, with that revision as the one that is proposed. The server may choose another one of the revisions up
    /// to 2025-11-25.
    public static func legacy(_ revision: ProtocolRevision = .v2025_11_25) -> Era {
        Era(choice: .legacy(revision.isModern ? .v2025_11_25 : revision))
    }

    /// What was found before with the same server (``Client/revision``), so that no probe is needed.
    public static func remembered(_ revision: ProtocolRevision) -> Era {
        revision.isModern ? .modern : .legacy(revision)
    }
}
