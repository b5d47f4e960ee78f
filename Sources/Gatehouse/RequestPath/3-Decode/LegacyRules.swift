import GatehouseJSON
import GatehouseProtocol

/// The rules of the revisions up to 2025-11-25 for one message: a handshake, then requests in the session it opened.
struct LegacyRules {
    let head: RequestHead
    let envelope: Envelope
    let identity: String
    let sessions: LegacySessions

    func message() throws(Refusal) -> Message {
        guard let method = envelope.method, let id = envelope.id else { return try messageWithoutAnswer() }
        let progressToken = try ModernRules.progressToken(envelope.params.meta)
        if method == Method.initialize { return .request(try handshake(id, progressToken)) }
        let session = try session()
        return .request(
            Request(
                id: id, method: method, params: envelope.params, revision: session.revision, era: .session(session),
                clientCapabilities: session.capabilities, progressToken: progressToken))
    }

    /// A notification, or a response to a request of the server's. Over HTTP either belongs to a session, and a session that
    /// has ended is told so (basic/transports, "Session Management"); elsewhere nothing answers it.
    private func messageWithoutAnswer() throws(Refusal) -> Message {
        let session = head.transport.hasHeaderFields ? try session() : openSession()
        if let method = envelope.method {
            return .notification(method: method, params: envelope.params, session: session)
        }
        guard let reply = envelope.reply else { throw .invalidRequest("the message has no method") }
        return .response(id: envelope.id, reply, session: session)
    }

    /// The session, where there is one.
    private func openSession() -> LegacySession? {
        head.sessionID.first.flatMap { sessions.use($0, by: identity) }
    }

    /// Answers with the client's revision where it is known, and else with the latest one that has a handshake.
    private func handshake(_ id: RequestID, _ progressToken: ProgressToken?) throws(Refusal) -> Request {
        guard case .string(let requested)? = envelope.params["protocolVersion"] else {
            throw .invalidParams(.decode, "initialize needs protocolVersion, a string")
        }
        let capabilities = envelope.params["capabilities"]?.objectValue ?? [:]
        guard capabilities.jsonBytes.count <= LegacySession.maximumCapabilityBytes else {
            throw .invalidParams(
                .decode, "initialize: capabilities have more than \(LegacySession.maximumCapabilityBytes) bytes")
        }
        let known = ProtocolRevision(requested).flatMap { $0.isModern ? nil : $0 }
        return Request(
            id: id, method: Method.initialize, params: envelope.params, revision: known ?? .v2025_11_25,
            era: .handshake,
            clientCapabilities: JSONText(.object(capabilities)), progressToken: progressToken)
    }

    private func session() throws(Refusal) -> LegacySession {
        // Without a session the message may as well be one of 2026-07-28 that lacks its version, which is -32602 there.
        guard !head.sessionID.isEmpty else { throw .invalidParams(.decode, missingSession) }
        return try sessions.session(of: head, identity)
    }

    private var missingSession: String {
        if head.transport.hasHeaderFields {
            "Mcp-Session-Id is required: send initialize first, "
                + "or name revision \(ProtocolRevision.latest.text) in MCP-Protocol-Version and params._meta"
        } else {
            "send initialize first, or name revision \(ProtocolRevision.latest.text) in params._meta"
        }
    }
}

extension LegacySessions {
    /// The session that a request's header fields name, where it is the caller's and the fields agree with it.
    func session(of head: RequestHead, _ identity: String) throws(Refusal) -> LegacySession {
        guard let id = head.sessionID.first else { throw .invalidRequest("Mcp-Session-Id is required") }
        guard head.sessionID.count == 1 else { throw .invalidRequest("Mcp-Session-Id appears more than once") }
        guard let session = use(id, by: identity) else {
            throw .invalidRequest("the session is unknown or has ended: send initialize again", status: 404)
        }
        if let version = head.protocolVersion.first, version != session.revision.text {
            throw .invalidRequest(
                "MCP-Protocol-Version is not the session's, which negotiated \(session.revision.text)")
        }
        return session
    }
}
