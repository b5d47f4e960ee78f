/// A session that the server ended by itself, and why.
struct SessionEnd: Sendable {
    /// Why a server ends a session that its client has not ended.
    enum Reason: String, Sendable {
        /// Nothing used it for too long.
        case idle
        /// It made room for another one.
        case evicted
    }

    let session: LegacySession
    let reason: Reason
    /// Who used the session last; it is forgotten as the session ends.
    let caller: Principal?

    init(_ session: LegacySession, _ reason: Reason) {
        self.session = session
        self.reason = reason
        caller = session.caller
    }
}
