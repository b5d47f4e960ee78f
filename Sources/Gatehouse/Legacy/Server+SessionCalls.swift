import GatehouseProtocol

extension Server {
    /// The methods that are answered at once, so that nothing need be kept track of.
    private static let quickMethods: Set<String> = [
        Method.ping, Method.listTools, Method.listPrompts, Method.listResources, Method.listResourceTemplates,
        Method.setLevel, Method.subscribe, Method.unsubscribe,
    ]

    /// The session that has to keep track of a request; nothing for one that is answered at once, or has no session.
    func callSession(of request: Request, _ head: RequestHead) -> LegacySession? {
        guard case .session(let session) = request.era, head.transport.hasHeaderFields,
            !Self.quickMethods.contains(request.method)
        else { return nil }
        return session
    }

    /// Carries a request out in its session.
    ///
    /// A session's request over HTTP goes on where its client disconnects (basic/transports, "Sending Messages to the
    /// Server", 2025-11-25); it ends where the client takes it back, and with the session.
    ///
    /// - Throws: ``Refusal`` with 503 where the session has too many requests under way.
    func run(
        _ request: Request,
        in session: LegacySession,
        _ head: RequestHead,
        _ stream: (any ReplyStream)?,
        _ work: @escaping @Sendable ((any ReplyStream)?) async -> Reply
    ) async throws(Refusal) -> Reply {
        guard let call = session.begin(request.id) else { throw .tooManyCalls }
        if stream is SessionExchange || stream is SessionStream {
            return await share(stream, SessionCall(session: session, id: request.id, call: call, head: head), work)
        }
        let exchange = SessionExchange(session: session, request: request.id, reply: stream, head: head)
        let task = Task.immediate(executorPreference: head.executor) {
            let reply = await work(exchange.takesMessages ? exchange : nil)
            session.finish(request.id, call)
            await exchange.conclude(reply)
        }
        call.note(task)
        return await exchange.response()
    }

    private struct SessionCall: Sendable {
        let session: LegacySession
        let id: RequestID
        let call: RunningCall
        let head: RequestHead
    }

    /// Carries out a request whose messages go where those of others do: one of a batch, or of a client that has but one
    /// stream.
    private func share(
        _ stream: (any ReplyStream)?,
        _ running: SessionCall,
        _ work: @escaping @Sendable ((any ReplyStream)?) async -> Reply
    ) async -> Reply {
        let race = Race<Reply>()
        let takesMessages = (stream as? SessionExchange)?.takesMessages ?? true
        let task = Task.immediate(executorPreference: running.head.executor) {
            let reply = await work(takesMessages ? stream : nil)
            running.session.finish(running.id, running.call)
            race.end(.returned(reply))
        }
        running.call.note(task)
        if case .returned(let reply) = await race.wait() { return reply }
        return Reply(status: Refusal.abandonedStatus)
    }
}

extension Refusal {
    /// A session has as many requests under way as it may have.
    fileprivate static var tooManyCalls: Refusal {
        let error = JSONRPCError(
            .overloaded, "The session has \(LegacySession.maximumRunning) requests under way; retry when one has ended")
        return Refusal(.limit, status: 503, error: error)
    }
}
