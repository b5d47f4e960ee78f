import GatehouseJSON
import GatehouseProtocol

/// A message of a known sender, read, checked and classified.
struct Decoded: Sendable {
    let caller: Authenticated
    let message: Message

    fileprivate init(caller: Authenticated, message: Message) {
        self.caller = caller
        self.message = message
    }
}

/// Step 3: reads the body as JSON and as a JSON-RPC message, and decides by which revision's rules it is served.
///
/// Implements basic/index, basic/versioning and basic/transports/streamable-http of 2026-07-28, and the lifecycle and
/// transport pages of the revisions before it. The era is decided once, by the version that header and `_meta` name,
/// never by the method's name.
struct Decode: Sendable {
    let limits: JSONLimits
    let sessions: LegacySessions

    func callAsFunction(_ caller: Authenticated) throws(Refusal) -> Decoded {
        let envelope = try Envelope(parsing: caller.received.body, limits: limits)
        do throws(Refusal) {
            return Decoded(caller: caller, message: try classify(envelope, of: caller))
        } catch {
            var refusal = error
            refusal.id = envelope.id
            throw refusal
        }
    }

    private func classify(_ envelope: Envelope, of caller: Authenticated) throws(Refusal) -> Message {
        let head = caller.received.head
        var isModern = envelope.params.meta?.isOfModernRequest ?? false
        if !isModern { isModern = try headerRevision(head)?.isModern == true }
        if isModern {
            return try ModernRules(head: head, envelope: envelope).message()
        }
        let rules = LegacyRules(head: head, envelope: envelope, identity: caller.principal.identity, sessions: sessions)
        return try rules.message()
    }

    /// The revision that the header names, where it is the only evidence there is.
    private func headerRevision(_ head: RequestHead) throws(Refusal) -> ProtocolRevision? {
        guard let text = head.protocolVersion.first else { return nil }
        guard head.protocolVersion.count == 1 else {
            throw .headerMismatch("MCP-Protocol-Version appears more than once")
        }
        guard let revision = ProtocolRevision(text) else { throw .unsupportedVersion(text) }
        return revision
    }
}

extension Refusal {
    /// The header fields and the body of a request contradict one another, or a field that must be there is not.
    static func headerMismatch(_ what: String) -> Refusal {
        Refusal(
            .decode, status: 400,
            error: JSONRPCError(.headerMismatch, "Header mismatch: \(what)"))
    }

    /// The request asks for a revision that this server does not speak.
    static func unsupportedVersion(_ requested: String) -> Refusal {
        let supported = ProtocolRevision.all.reversed().map { JSONValue.string($0.text) }
        return Refusal(
            .decode, status: 400,
            error: JSONRPCError(
                .unsupportedProtocolVersion, "Unsupported protocol version",
                data: ["supported": .array(supported), "requested": .string(String(requested.prefix(64)))]))
    }

    /// The message is not what JSON-RPC or this revision calls a request.
    static func invalidRequest(_ message: String, status: Int = 400) -> Refusal {
        Refusal(.decode, status: status, error: JSONRPCError(.invalidRequest, message))
    }

    /// The parameters are not what the method takes.
    static func invalidParams(_ step: Step, _ message: String, status: Int = 400, data: JSONValue? = nil) -> Refusal {
        Refusal(step, status: status, error: JSONRPCError(.invalidParams, message, data: data))
    }
}
