import GatehouseProtocol
import Synchronization

extension LegacySession {
    /// Takes note of a request that begins.
    ///
    /// - Returns: What cancels it; nothing where the session runs too many already, or is over.
    func begin(_ id: RequestID) -> RunningCall? {
        let call = RunningCall()
        return state.withLock { state in
            guard !state.isEnded, state.calls.count < Self.maximumRunning else { return nil }
            state.calls[ObjectIdentifier(call)] = call
            state.running[id] = call
            state.uses += 1
            return call
        }
    }

    /// Takes note of a request's end.
    func finish(_ id: RequestID, _ call: RunningCall) {
        state.withLock { state in
            state.uses -= 1
            state.calls[ObjectIdentifier(call)] = nil
            if state.running[id] === call { state.running[id] = nil }
        }
    }

    /// Stops the request that the client takes back (basic/utilities/cancellation). One that is unknown or answered is
    /// ignored, as the page asks.
    func cancel(_ id: RequestID) {
        state.withLock { $0.running[id] }?.cancel()
    }
}

extension LegacySessions {
    /// Opens the session that a handshake asks for.
    func open(_ job: Runner.Job) -> LegacySession {
        open(
            LegacySession.Opening(
                identity: job.principal.identity, revision: job.request.revision,
                capabilities: job.request.clientCapabilities, carrier: carrier(job),
                reader: ResourceReader(
                    principal: job.principal, requestID: job.requestID,
                    received: job.validated.admitted.authorized.routed.caller.received.withoutBody)))
    }

    private func carrier(_ job: Runner.Job) -> LegacySession.Carrier {
        if let stream = job.stream as? SessionStream { return .oneStream(stream) }
        guard !job.head.transport.hasHeaderFields else { return .streams }
        return job.stream.map(LegacySession.Carrier.direct) ?? .none
    }
}
