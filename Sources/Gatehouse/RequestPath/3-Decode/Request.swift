import GatehouseJSON
import GatehouseProtocol

/// A request, read and classified: everything after step 3 works on this, never on bytes or header fields.
///
/// Every later step's value holds it, so it is an object: handing it on costs one reference, not one for each member.
final class Request: Sendable {
    /// Under which rules a request came.
    enum Era: Sendable {
        /// Revision 2026-07-28 and later: everything the request means stands in it.
        case modern
        /// `initialize` of an earlier revision: it opens a session.
        case handshake
        /// A later request of an earlier revision, in the session that `initialize` opened.
        case session(LegacySession)
    }

    let id: RequestID
    let method: String
    /// The parameters; empty where the request has none.
    let params: Parameters
    /// The revision that the reply must follow.
    let revision: ProtocolRevision
    let era: Era
    /// What the client can do, as it declares with this request or did in its session.
    let clientCapabilities: JSONText
    /// From which level on the client wants to be told what happens during this request; nothing where it does not.
    ///
    /// Since 2026-07-28 each request says so itself, with a level that was checked in step 3. Before, the session does; where
    /// it never did, the server chooses (server/utilities/logging, "Setting Log Level", 2025-11-25).
    var logLevel: LoggingLevel? {
        switch era {
        case .modern: params.meta?.logLevel?.stringValue.map(LoggingLevel.init(rawValue:))
        case .handshake: nil
        case .session(let session): session.logLevel ?? .info
        }
    }
    /// How long the client wants to wait; nothing where it does not say, or says it wrongly.
    var timeout: Duration? {
        guard let milliseconds = params.meta?.timeout?.integerValue, milliseconds > 0 else { return nil }
        return .milliseconds(min(milliseconds, 366 * 86_400_000))
    }
    /// The token that asks for progress notifications.
    let progressToken: ProgressToken?

    init(
        id: RequestID,
        method: String,
        params: Parameters,
        revision: ProtocolRevision,
        era: Era,
        clientCapabilities: JSONText,
        progressToken: ProgressToken?
    ) {
        self.id = id
        self.method = method
        self.params = params
        self.revision = revision
        self.era = era
        self.clientCapabilities = clientCapabilities
        self.progressToken = progressToken
    }
}

/// What a body holds.
enum Message: Sendable {
    case request(Request)
    /// A notification, and the session that it belongs to; the server acts on none that belongs to no session.
    case notification(method: String, params: Parameters, session: LegacySession?)
    /// A response to a request that the server sent in a session. Elsewhere the server sends none.
    case response(id: RequestID?, ClientReply, session: LegacySession?)
}
