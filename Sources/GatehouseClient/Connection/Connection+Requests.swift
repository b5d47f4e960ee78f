import GatehouseJSON
import GatehouseProtocol
import Logging
import Synchronization

/// Sending one request, and what becomes of its response.
extension Connection {
    /// The result of one request.
    ///
    /// - Throws: ``ClientError``.
    func perform(_ invocation: Invocation) async throws(ClientError) -> JSONObject {
        let (revision, handshakes, end) = state.withLock { ($0.revision, $0.handshakes, $0.end) }
        if let end, end.kind == .closed { throw end }
        do throws(ClientError) {
            return try await send(invocation, revision)
        } catch {
            guard error.kind == .sessionEnded, !revision.isModern else { throw error }
            try await renewSession(after: handshakes)
            return try await send(invocation, self.revision)
        }
    }

    /// Sends a request in a revision, within its time.
    ///
    /// - Parameter revision: The revision; nothing for a handshake, which finds one.
    func send(_ invocation: Invocation, _ revision: ProtocolRevision?) async throws(ClientError) -> JSONObject {
        let number = nextID()
        let (id, token) = (RequestID.integer(number), ProgressToken.integer(number))
        let message = message(invocation, id: id, revision)
        let transport = state.withLock { state in
            if let progress = invocation.options.progress { state.progress[token] = progress }
            return state.transport
        }
        defer { state.withLock { $0.progress[token] = nil } }
        do throws(ClientError) {
            let reply = try await options.clock.run(within: time(invocation)) { () async throws(ClientError) in
                try await transport.exchange(message)
            }
            return try Self.result(reply)
        } catch {
            if error.kind == .cancelled || error.kind == .timedOut { abandon(id, invocation.method, error) }
            throw error
        }
    }

    /// The message of a call, as its revision has it.
    func message(_ invocation: Invocation, id: RequestID, _ revision: ProtocolRevision?) -> OutgoingMessage {
        var params = invocation.params
        let meta = meta(invocation, id: id, revision)
        if !meta.isEmpty { params["_meta"] = .object(meta) }
        let request = JSONRPCRequest(
            id: id, method: invocation.method, params: params.isEmpty ? nil : params)
        let isModern = revision?.isModern == true
        return OutgoingMessage(
            body: request.jsonBytes, id: id, method: invocation.method, name: isModern ? invocation.name : nil,
            revision: revision, mirrored: isModern ? invocation.mirrored : [])
    }

    /// What a request says about itself and its sender (basic/index, "_meta", 2026-07-28).
    private func meta(_ invocation: Invocation, id: RequestID, _ revision: ProtocolRevision?) -> JSONObject {
        var meta = invocation.options.meta
        if invocation.options.progress != nil { meta[MetaKey.progressToken] = id.json }
        guard let revision, revision.isModern else { return meta }
        meta[MetaKey.protocolVersion] = .string(revision.text)
        meta[MetaKey.clientInfo] = options.info.tree
        meta[MetaKey.clientCapabilities] = capabilities(revision).tree
        if let level = state.withLock({ $0.logLevel }) { meta[MetaKey.logLevel] = .string(level.rawValue) }
        return meta
    }

    /// What this client declares that it can do.
    func capabilities(_ revision: ProtocolRevision) -> ClientCapabilities {
        var capabilities = options.handlers.capabilities(revision)
        var extensions = options.extensions
        if options.tasks == .polling, revision.isModern { extensions[ProtocolExtension.tasks] = [:] }
        if !extensions.isEmpty { capabilities.extensions = extensions }
        return capabilities
    }

    private func time(_ invocation: Invocation) -> Duration? {
        switch invocation.options.timeout.choice {
        case .standard: options.timeout
        case .none: nil
        case .limited(let time): time
        }
    }

    private static func result(_ reply: TransportReply) throws(ClientError) -> JSONObject {
        if let refusal = ClientError(refusal: reply) { throw refusal }
        guard let result = reply.message["result"]?.objectValue else {
            throw ClientError(.unreadable, "it has neither a result nor an error", http: reply.http)
        }
        if let http = reply.http { throw ClientError(.httpStatus, "HTTP status \(http.status)", http: http) }
        return result
    }

    /// Tells the server that nobody waits for a response any more, where the end of a stream does not say so.
    ///
    /// Implements basic/patterns/cancellation (2026-07-28) and basic/utilities/cancellation (2025-11-25), where a
    /// handshake is never cancelled.
    func abandon(_ id: RequestID, _ method: String, _ error: ClientError) {
        let (transport, revision) = state.withLock { ($0.transport, $0.revision) }
        guard method != Method.initialize, !(transport.hasStreamPerRequest && revision.isModern) else { return }
        let reason = error.kind == .timedOut ? "no answer within \(error.reason)" : "the caller gave up"
        let params = CancelledNotificationParams(requestId: id, reason: reason)
        tasks.add { [self] in
            do throws(ClientError) {
                try await notify(Method.cancelled, params.tree.objectValue ?? [:])
            } catch {
                logger.debug("a cancellation did not reach the server", metadata: ["reason": "\(error.reason)"])
            }
        }
    }
}

extension JSONEncodable {
    /// The value as a tree.
    var tree: JSONValue {
        // What a writer writes is JSON; nothing else could come of it than what is read here.
        (try? JSONValue(
            parsing: jsonBytes, limits: JSONLimits(maximumBytes: .max, maximumDepth: JSONLimits.depthCeiling)))
            ?? .null
    }
}
