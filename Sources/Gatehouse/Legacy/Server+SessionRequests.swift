import GatehouseProtocol

extension Server {
    /// Carries out a request that changes what a session's client hears of (server/resources, "Subscriptions", and
    /// server/utilities/logging, 2025-11-25).
    ///
    /// - Throws: ``Refusal`` as for reading, where the caller may not read the resource or there is none, and where it is
    ///   subscribed to too many.
    func perform(_ request: SessionRequest, for validated: Validated, requestID: String) async throws(Refusal) {
        let routed = validated.admitted.authorized.routed
        guard case .session(let session) = routed.request.era else { return }
        switch request {
        case .setLevel(let level):
            session.setLogLevel(level)
            sessions.keep(session)
        case .unsubscribe(let uri):
            session.unsubscribe(uri)
            sessions.keep(session)
        case .subscribe(let uri):
            let reader = ResourceReader(
                principal: routed.caller.principal, requestID: requestID,
                received: routed.caller.received.withoutBody)
            guard await listen.visibility.isVisible(uri, to: reader) else {
                throw .resourceNotFound(.call, uri: uri, revision: session.revision)
            }
            do throws(SubscriptionRefusal) {
                try session.subscribe(uri)
            } catch {
                throw .invalidParams(
                    .call,
                    "the session is subscribed to as many resources as it may be, "
                        + "\(subscriptions.limits.maximumSubjects): end another subscription first", status: 200)
            }
            sessions.keep(session)
        }
    }
}
