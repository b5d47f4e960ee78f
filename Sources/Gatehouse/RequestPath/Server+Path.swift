import GatehouseProtocol

/// The path that every request walks, step by step.
///
/// Each stage goes on with the next one as long as nothing has to be waited for. Most requests reach their end that way,
/// without a task; where a step may have to wait, the stage hands out what is left.
extension Server {
    /// Lets a request enter the path.
    ///
    /// - Parameter known: Whom the request comes from, where that was established before.
    func enter(
        _ head: RequestHead, _ body: [UInt8], of known: Authenticated?, _ stream: (any ReplyStream)?
    ) -> Reply {
        var passage = Passage(head, stream, identifiers, observer)
        do throws(Refusal) {
            switch try advance(head, body, of: known, &passage) {
            case .answered(let reply): return reply
            case .waits(let remainder): return rest(of: passage, body, remainder)
            }
        } catch {
            if passage.id == nil, error.step < .decode { passage.id = RequestIDScanner.id(in: body) }
            return end(error, &passage)
        }
    }

    /// The reply whose rest is what is left of the path.
    private func rest(of passage: Passage, _ body: [UInt8], _ remainder: @escaping Passage.Remainder) -> Reply {
        Reply(after: {
            var passage = passage
            do throws(Refusal) {
                return try await remainder(self, &passage)
            } catch {
                if passage.id == nil, error.step < .decode { passage.id = RequestIDScanner.id(in: body) }
                if let scope = passage.scope { await self.dependencies.end(scope) }
                return await self.end(error, &passage).completed()
            }
        })
    }

    /// Steps 1 and 2.
    private func advance(
        _ head: RequestHead, _ body: [UInt8], of known: Authenticated?, _ passage: inout Passage
    ) throws(Refusal) -> Passage.Advance {
        let received = try receive(head, body: body)
        passage.clock.mark(.receive)
        if let known { return try advance(as: known, &passage) }
        let source = try addresses.current?.enter(head)
        if let caller = try callerAtOnce(received, from: source, passage.record.requestID) {
            return try advance(as: caller, &passage)
        }
        return .waits { (server, passage) async throws(Refusal) in
            let caller = try await server.caller(received, from: source, passage.record.requestID)
            return try await server.complete(try server.advance(as: caller, &passage), &passage)
        }
    }

    /// Goes on to the end of the path, or until there is a stream.
    private func complete(_ advance: Passage.Advance, _ passage: inout Passage) async throws(Refusal) -> Reply {
        switch advance {
        case .answered(let reply): return reply
        case .waits(let remainder): return try await remainder(self, &passage)
        }
    }

    /// Has step 2 say who is calling, and the limits of the address hear of it.
    ///
    /// - Parameter source: The request's address; nothing where it has no limits.
    private func caller(
        _ received: Received, from source: AddressGuard.Entrance?, _ requestID: String
    ) async throws(Refusal) -> Authenticated {
        do throws(Refusal) {
            let caller = try await authenticate(received, requestID: requestID)
            source?.note(.success(caller), received.head)
            return caller
        } catch {
            source?.note(.failure(error), received.head)
            throw error
        }
    }

    /// The same where step 2 has nothing to wait for; nothing where it may have.
    private func callerAtOnce(
        _ received: Received, from source: AddressGuard.Entrance?, _ requestID: String
    ) throws(Refusal) -> Authenticated? {
        do throws(Refusal) {
            guard let caller = try authenticate.atOnce(received, requestID: requestID) else { return nil }
            source?.note(.success(caller), received.head)
            return caller
        } catch {
            source?.note(.failure(error), received.head)
            throw error
        }
    }

    /// What the caller sends: a message, or something else of a session's.
    private func advance(as caller: Authenticated, _ passage: inout Passage) throws(Refusal) -> Passage.Advance {
        passage.clock.mark(.authenticate)
        passage.record.note(caller)
        if isSingleMessage(caller.received.head) { return try read(caller, &passage) }
        return .waits { (server, passage) async throws(Refusal) in
            if let reply = try await server.serveSession(caller, passage.stream) {
                return await server.end(reply, of: caller.received.head, &passage)
            }
            return try await server.complete(try server.read(caller, &passage), &passage)
        }
    }

    /// Ends a request that is no message, or begins its stream.
    private func end(_ reply: Reply, of head: RequestHead, _ passage: inout Passage) async -> Reply {
        passage.trace = AuditTrace(event: event(of: head))
        guard let rest = reply.rest else { return await conclude(reply, &passage) }
        auditor?.note(passage.record, passage.trace, .opened)
        return Reply(after: { [passage] in
            var passage = passage
            return await self.conclude(await rest(), &passage, .ended)
        })
    }

    /// Step 3.
    private func read(_ caller: Authenticated, _ passage: inout Passage) throws(Refusal) -> Passage.Advance {
        let decoded = try decode(caller)
        passage.clock.mark(.decode)
        guard case .request(let request) = decoded.message else {
            take(decoded.message)
            return .answered(finish(Reply(status: 202), &passage))
        }
        passage.id = request.id
        let head = caller.received.head
        if case .session(let session) = request.era { session.note(caller.principal) }
        guard let session = callSession(of: request, head) else { return try carryOut(request, of: caller, &passage) }
        return .waits { (server, passage) async throws(Refusal) in
            try await server.run(request, in: session, head, passage.stream) { [passage] stream in
                var passage = passage
                passage.stream = stream
                return await server.answer(request, of: caller, &passage)
            }
        }
    }

    /// Carries a session's request out, which ends with its reply whatever becomes of it.
    private func answer(_ request: Request, of caller: Authenticated, _ passage: inout Passage) async -> Reply {
        do throws(Refusal) {
            return try await complete(try carryOut(request, of: caller, &passage), &passage)
        } catch {
            if let scope = passage.scope { await dependencies.end(scope) }
            return await end(error, &passage).completed()
        }
    }

    /// Steps 4 and 5.
    private func carryOut(
        _ request: Request, of caller: Authenticated, _ passage: inout Passage
    ) throws(Refusal) -> Passage.Advance {
        passage.record.revision = request.revision.text
        let routed = try route(request, of: caller, requestID: passage.record.requestID)
        passage.scope = routed.scope
        passage.clock.mark(.route)
        passage.record.method = request.method
        passage.record.name = routed.target.name
        // A refusal has to wait until the scope is closed.
        if routed.scope == nil, let authorized = try authorize.atOnce(routed) {
            return try admit(authorized, &passage)
        }
        return .waits { (server, passage) async throws(Refusal) in
            let authorized = try await server.authorize(routed)
            return try await server.complete(try server.admit(authorized, &passage), &passage)
        }
    }

    /// Step 6.
    private func admit(_ authorized: Authorized, _ passage: inout Passage) throws(Refusal) -> Passage.Advance {
        passage.record.access = authorized.decision
        passage.clock.mark(.authorize)
        if let admitted = try admit(authorized) { return try validate(admitted, &passage) }
        return .waits { (server, passage) async throws(Refusal) in
            let admitted = try await server.admit.waiting(authorized, requestID: passage.record.requestID)
            return try await server.complete(try server.validate(admitted, &passage), &passage)
        }
    }

    /// Step 7, and all that is left where nothing of it has to wait.
    private func validate(_ admitted: Admitted, _ passage: inout Passage) throws(Refusal) -> Passage.Advance {
        passage.record.limit = admitted.decision?.name
        passage.clock.mark(.limit)
        let validated = try validate(admitted)
        passage.trace = auditor?.trace(of: validated)
        let permitted = try permit.atOnce(validated)
        if let permitted, auditor?.letsRunAtOnce(passage.record, validated) ?? true {
            passage.record.access = permitted.decision
            passage.clock.mark(.validate)
            if let called = try call.atOnce(permitted, requestID: passage.record.requestID) {
                return .answered(finish(reply(to: called, &passage), &passage))
            }
        }
        return .waits { (server, passage) async throws(Refusal) in
            try await server.run(validated, permitted, &passage)
        }
    }

    /// The end of step 7, and what follows.
    ///
    /// - Parameter atOnce: What step 7 has decided already; nothing where it has to wait for that.
    private func run(
        _ validated: Validated, _ atOnce: Permitted?, _ passage: inout Passage
    ) async throws(Refusal) -> Reply {
        switch validated.invocation {
        case .listen(let filter): return try await open(filter, validated, &passage)
        case .session(let change): try await perform(change, for: validated, requestID: passage.record.requestID)
        default: break
        }
        let permitted: Permitted
        if let atOnce {
            permitted = atOnce
        } else {
            permitted = try await permit(validated, requestID: passage.record.requestID)
        }
        passage.record.access = permitted.decision
        passage.clock.mark(.validate)
        try await takeDown(validated, &passage)
        return try await call(permitted, &passage)
    }

    /// Has the audit log say what is about to run, where it must.
    private func takeDown(_ validated: Validated, _ passage: inout Passage) async throws(Refusal) {
        guard let auditor, let trace = passage.trace else { return }
        passage.trace = try await auditor.begin(passage.record, validated, trace)
    }

    private func open(
        _ filter: ListenFilter, _ validated: Validated, _ passage: inout Passage
    ) async throws(Refusal) -> Reply {
        try await takeDown(validated, &passage)
        let opened = try await listen.open(
            filter, for: validated, requestID: passage.record.requestID, on: passage.stream)
        if let scope = passage.scope { await dependencies.end(scope) }
        auditor?.note(passage.record, passage.trace, .opened)
        return Reply(after: { [passage] in
            var passage = passage
            return await self.conclude(await opened.run(), &passage, .ended)
        })
    }

    /// Steps 8 to 10.
    private func call(_ permitted: Permitted, _ passage: inout Passage) async throws(Refusal) -> Reply {
        let called = try await call(permitted, requestID: passage.record.requestID, stream: passage.stream)
        if case .tool(let outcome) = called.outcome, let admission = called.validated.admitted.admission {
            await admit.settle(admission, outcome)
        }
        let reply = reply(to: called, &passage)
        if let scope = passage.scope { await dependencies.end(scope) }
        return await conclude(reply, &passage)
    }

    /// Step 9: the reply to a request that was carried out; the record takes down what it came to.
    private func reply(to called: Called, _ passage: inout Passage) -> Reply {
        passage.clock.mark(.call)
        switch called.outcome {
        case .tool(let outcome): passage.record.isToolError = outcome.isError
        case .inputRequired: passage.record.isInputRequired = true
        case .task(.created(let task)): passage.trace?.task = AuditEntry.digest(ofTask: task.id)
        default: break
        }
        let reply = format(called)
        passage.clock.mark(.format)
        return reply
    }
}

// MARK: - The end of a request

extension Server {
    /// Ends a request whose reply nobody has to wait with.
    private func finish(_ reply: Reply, _ passage: inout Passage) -> Reply {
        note(reply, &passage)
        auditor?.note(passage.record, passage.trace)
        observer.observe(passage.record)
        return reply
    }

    /// Ends a request; where its audit asks for that, the reply waits until its entry is kept.
    private func conclude(
        _ reply: Reply, _ passage: inout Passage, _ kind: AuditEntry.Kind = .finished
    ) async -> Reply {
        note(reply, &passage)
        if let auditor {
            if kind == .finished, auditor.isAwaited(passage.record, passage.trace) {
                await auditor.keep(passage.record, passage.trace)
                note(reply, &passage)
            } else {
                auditor.note(passage.record, passage.trace, kind)
            }
        }
        observer.observe(passage.record)
        return reply
    }

    /// Ends a request that a step refuses; its reply has a rest where its audit has to be waited for.
    func end(_ refusal: Refusal, _ passage: inout Passage) -> Reply {
        let reply = reply(to: refusal, &passage)
        note(reply, &passage)
        guard let auditor, auditor.isAwaited(passage.record, passage.trace) else { return finish(reply, &passage) }
        return Reply(after: { [passage] in
            var passage = passage
            return await self.conclude(reply, &passage)
        })
    }

    private func note(_ reply: Reply, _ passage: inout Passage) {
        passage.record.status = reply.status
        passage.record.duration = passage.start.duration(to: .now)
        passage.record.steps = passage.clock.steps
    }

    /// The reply to a request that a step refuses; the record takes down why.
    private func reply(to refusal: Refusal, _ passage: inout Passage) -> Reply {
        guard refusal.status != Refusal.abandonedStatus else { return Reply(status: refusal.status) }
        passage.record.refusedBy = refusal.step
        passage.record.errorCode = refusal.error.code
        passage.record.reason = refusal.reason ?? refusal.error.message
        if let limit = refusal.limit { passage.record.limit = limit }
        if let access = refusal.access { passage.record.access = access }
        return format.refusal(refusal, id: passage.id)
    }
}
