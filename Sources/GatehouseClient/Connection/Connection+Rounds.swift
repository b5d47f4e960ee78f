import GatehouseJSON
import GatehouseProtocol

/// Calls that take several requests: those that the server answers with a question first.
extension Connection {
    /// The final result of a call, or the beginning of a task.
    ///
    /// Implements the client's part of basic/patterns/mrtr (2026-07-28): everything that is asked for is answered, the
    /// state is echoed as it came, and each retry is a request of its own.
    ///
    /// - Throws: ``ClientError``, with ``ClientError/Kind/endless`` after too many rounds.
    func complete(_ invocation: Invocation) async throws(ClientError) -> JSONObject {
        let cacheKey = invocation.isCacheable ? ResponseCache.Key(invocation) : nil
        if let cacheKey, invocation.options.freshness == .kept, let kept = cache.result(cacheKey) { return kept }
        let age = cache.age
        var invocation = invocation
        for round in 0..<options.limits.maximumRounds {
            let result = try await perform(invocation)
            guard revision.isModern, let type = result["resultType"], type != "complete" else {
                if round == 0, let cacheKey { cache.keep(result, for: cacheKey, since: age) }
                return result
            }
            if type == "task", invocation.method == Method.callTool, options.tasks == .polling { return result }
            guard type == "input_required", invocation.mayRequireInput else {
                throw ClientError(.unreadable, "the result of \(invocation.method) has resultType \(type)")
            }
            try await answer(result, round, in: &invocation.params)
        }
        throw ClientError(
            .endless, "the server went on asking after \(options.limits.maximumRounds) rounds of \(invocation.method)")
    }

    /// Puts what a server asked for into the parameters of the retry.
    private func answer(
        _ result: JSONObject,
        _ round: Int,
        in params: inout JSONObject
    ) async throws(ClientError) {
        let requests = result["inputRequests"].flatMap { $0.isNull ? nil : $0 }
        let state = result["requestState"].flatMap { $0.isNull ? nil : $0 }
        params["requestState"] = state
        params["inputResponses"] = nil
        if let requests {
            guard let object = requests.objectValue else {
                throw ClientError(.unreadable, "inputRequests is \(requests.kind.phrase), where an object is expected")
            }
            params["inputResponses"] = .object(try await responses(to: object))
        } else if state == nil {
            throw ClientError(.unreadable, "a result that requires input has neither inputRequests nor requestState")
        } else {
            // Only the server's own work is waited for; asking at once again and again would be a busy loop.
            do { try await options.clock.sleep(.milliseconds(100) * (1 << min(round, 6))) } catch { throw .cancelled }
        }
    }

    /// Answers requests one after the other, as they stand, since a person may be behind the handlers.
    func responses(to requests: JSONObject) async throws(ClientError) -> JSONObject {
        guard requests.count <= options.limits.maximumInputRequests else {
            throw ClientError(
                .endless,
                "the server asks for \(requests.count) things at once, "
                    + "more than the \(options.limits.maximumInputRequests) that are allowed")
        }
        var responses = JSONObject()
        for member in requests {
            responses[member.name] = try await response(to: member.value).tree
        }
        return responses
    }

    private func response(to request: JSONValue) async throws(ClientError) -> InputResponse {
        let parsed: InputRequest
        do throws(JSONDecodingError) {
            parsed = try InputRequest(json: request)
        } catch {
            throw ClientError(.unreadable, "what the server asks for, \(error)")
        }
        return try await options.handlers.answer(parsed)
    }
}

extension ClientHandlers {
    /// Answers one request of a server, in whichever way it came.
    ///
    /// - Throws: ``ClientError`` with ``ClientError/Kind/unhandledRequest`` or ``ClientError/Kind/handlerFailed``.
    func answer(_ request: InputRequest) async throws(ClientError) -> InputResponse {
        do {
            switch request {
            case .elicit(let request):
                if let response = try await elicit(request.params) { return .elicit(response) }
            case .createMessage(let request):
                if let sample { return .createMessage(try await sample.answer(request.params)) }
            case .listRoots:
                if let listRoots { return .listRoots(ListRootsResult(roots: try await listRoots())) }
            }
        } catch {
            if Task.isCancelled { throw .cancelled }
            throw ClientError(.handlerFailed, "the handler of \(request.method) failed: \(error)", cause: error)
        }
        throw ClientError(.unhandledRequest, "the server asks for \(request.method), which this client does not do")
    }

    private func elicit(_ params: ElicitRequestParams) async throws -> ElicitResult? {
        switch params {
        case .form(let params): try await elicitForm?(params)
        case .url(let params): try await elicitURL?(params)
        }
    }
}
