import GatehouseJSON
import GatehouseProtocol
import Logging
import Synchronization

/// Finding out what the server speaks.
extension Connection {
    /// Connects, and agrees on a revision.
    ///
    /// Implements "Backward Compatibility" of basic/transports/stdio and basic/transports/streamable-http (2026-07-28).
    ///
    /// - Throws: ``ClientError``, with ``ClientError/Kind/unsupportedVersion`` where there is no revision in common.
    func establish() async throws(ClientError) {
        try await transport.open(self)
        switch options.era.choice {
        case .modern: return
        case .legacy(let revision): try await handshake(proposing: revision, fallingBack: true)
        case .automatic: try await probe()
        }
    }

    /// Asks a server about itself, and shakes hands where it is one of an earlier era.
    private func probe() async throws(ClientError) {
        do throws(ClientError) {
            _ = try await discover(timeout: probeTimeout)
        } catch {
            let proposal = try Self.proposal(after: error, isChannel: !transport.hasStreamPerRequest)
            logger.debug("the server is of an earlier era", metadata: ["reason": "\(error.reason)"])
            if !transport.hasStreamPerRequest, let fresh = await transport.alternative(after: error) {
                try await replaceTransport(fresh)
            }
            do throws(ClientError) {
                try await handshake(proposing: proposal, fallingBack: true)
            } catch let second {
                // What a handshake fails with at a server that knows none says less than the first failure.
                throw second.kind == .serverError && error.kind == .serverError ? error : second
            }
        }
    }

    /// A server that says nothing may be one of an earlier era where all messages share a channel; over HTTP it is only
    /// slow.
    private var probeTimeout: RequestOptions.Timeout {
        guard !transport.hasStreamPerRequest else { return .standard }
        return .after(min(options.probeTimeout, options.timeout ?? options.probeTimeout))
    }

    /// The revision to shake hands with after a probe failed.
    ///
    /// - Throws: The failure, where it is not how a server of an earlier era answers.
    private static func proposal(
        after failure: ClientError,
        isChannel: Bool
    ) throws(ClientError) -> ProtocolRevision {
        if failure.code == .unsupportedProtocolVersion || failure.kind == .unsupportedVersion {
            let supported = failure.supportedVersions
            // A server that names earlier revisions alone is spoken to as those have it.
            guard let revision = ProtocolRevision.legacy.last(where: { supported.contains($0.text) }) else {
                throw unsupported(supported)
            }
            return revision
        }
        let isSilence = isChannel && (failure.kind == .timedOut || failure.kind == .disconnected)
        guard isSilence || failure.suggestsLegacyServer else { throw failure }
        return .v2025_11_25
    }

    /// What the server says about itself (server/discover, 2026-07-28).
    func discover(
        timeout: RequestOptions.Timeout = .standard,
        freshness: RequestOptions.Freshness = .kept
    ) async throws(ClientError) -> ServerDescription {
        let options = RequestOptions(timeout: timeout, freshness: freshness)
        let result = try await complete(Invocation(Method.discover, options: options))
        let description = ServerDescription(try DiscoverResult.read(result, of: Method.discover))
        guard description.supportedVersions.contains(revision.text) else {
            throw Self.unsupported(description.supportedVersions)
        }
        state.withLock { $0.server = description }
        return description
    }

    private static func unsupported(_ supported: [String]) -> ClientError {
        let theirs = supported.isEmpty ? "other revisions" : supported.joined(separator: ", ")
        var error = ClientError(
            .unsupportedVersion,
            "the server speaks \(theirs); this client speaks \(ProtocolRevision.all.map(\.text).joined(separator: ", "))"
        )
        error.supportedVersions = supported
        return error
    }

    /// Opens a session (basic/lifecycle, 2025-11-25), over the older transport where the server has no other.
    func handshake(proposing revision: ProtocolRevision, fallingBack: Bool) async throws(ClientError) {
        do throws(ClientError) {
            try await shakeHands(proposing: revision)
        } catch {
            guard fallingBack, transport.hasStreamPerRequest, let older = await transport.alternative(after: error)
            else { throw error }
            let first = error
            do throws(ClientError) {
                try await replaceTransport(older)
            } catch {
                throw error.kind == .cancelled ? error : first
            }
            try await shakeHands(proposing: revision)
        }
    }

    private func shakeHands(proposing proposal: ProtocolRevision) async throws(ClientError) {
        let params: JSONObject = [
            "protocolVersion": .string(proposal.text),
            "capabilities": capabilities(proposal).tree,
            "clientInfo": options.info.tree,
        ]
        let result = try await send(Invocation(Method.initialize, params), nil)
        let description = try ServerDescription(handshake: result)
        guard let revision = description.supportedVersions.first.flatMap({ ProtocolRevision($0) }), !revision.isModern
        else {
            throw Self.unsupported(description.supportedVersions)
        }
        state.withLock { state in
            state.revision = revision
            state.server = description
            state.handshakes += 1
        }
        try await notify(Method.initialized)
        await transport.sessionDidBegin(revision)
        if let level = state.withLock({ $0.logLevel }), description.capabilities.logging != nil {
            _ = try await send(Invocation(Method.setLevel, ["level": .string(level.rawValue)]), revision)
        }
    }

    /// Opens another session where the server no longer knows the one at hand; many calls may find that out at once.
    func renewSession(after handshakes: Int) async throws(ClientError) {
        let renewal = state.withLock { state -> Task<Result<Void, ClientError>, Never>? in
            guard state.handshakes == handshakes else { return nil }
            if let renewal = state.renewal { return renewal }
            let revision = state.revision
            // The task ends with the handshake, which has a time of its own.
            let task = Task { [self] () -> Result<Void, ClientError> in
                defer { self.state.withLock { $0.renewal = nil } }
                do throws(ClientError) {
                    return .success(try await handshake(proposing: revision, fallingBack: false))
                } catch {
                    return .failure(error)
                }
            }
            state.renewal = task
            return task
        }
        guard let renewal else { return }
        cache.removeAll()
        try await renewal.value.get()
    }

    private func replaceTransport(_ other: any ClientTransport) async throws(ClientError) {
        let old = state.withLock { state in
            defer { state.transport = other }
            return state.transport
        }
        await old.close()
        try await other.open(self)
    }
}
