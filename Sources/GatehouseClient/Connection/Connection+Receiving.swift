import GatehouseJSON
import GatehouseProtocol
import Logging
import Synchronization

/// What the server sends of its own accord.
extension Connection: MessageReceiver {
    func receive(_ message: JSONObject) async {
        guard let method = message["method"]?.stringValue else { return }
        let params = message["params"]?.objectValue ?? [:]
        if let id = message["id"] {
            guard let id = try? RequestID(json: id) else { return }
            answer(id, method, params)
        } else {
            take(ServerNotification(method: method, params: params))
        }
    }

    func authorizationDidChange() {
        cache.removePrivate()
    }

    func connectionDidEnd(_ error: ClientError) {
        let subscriptions = state.withLock { state in
            defer { state.subscriptions = [:] }
            return state.subscriptions
        }
        for channel in subscriptions.values { channel.finish(error) }
        requests.cancelAll()
    }

    // MARK: Notifications

    private func take(_ notification: ServerNotification) {
        switch notification.method {
        case Method.progress: report(notification)
        case Method.cancelled: endCancelled(notification)
        default: invalidate(notification)
        }
        if let id = notification.subscriptionID, let channel = state.withLock({ $0.subscriptions[id] }) {
            channel.take(notification)
        }
        feeds.publish(notification)
    }

    private func report(_ notification: ServerNotification) {
        guard let params = notification.params(of: Progress.self) else { return }
        state.withLock { $0.progress[params.progressToken] }?(params)
    }

    /// A server cancels its own requests (2025-11-25) or a subscription (basic/patterns/cancellation, 2026-07-28).
    private func endCancelled(_ notification: ServerNotification) {
        guard let params = notification.params(of: Cancelled.self) else { return }
        requests.cancel(params.requestId)
        guard let channel = state.withLock({ $0.subscriptions[params.requestId] }) else { return }
        channel.finish(nil)
    }

    /// What changed is fresh no longer (server/utilities/caching, "Interaction with Notifications", 2026-07-28).
    private func invalidate(_ notification: ServerNotification) {
        switch notification.method {
        case Method.toolsListChanged: cache.remove([Method.listTools])
        case Method.promptsListChanged: cache.remove([Method.listPrompts])
        case Method.resourcesListChanged: cache.remove([Method.listResources, Method.listResourceTemplates])
        case Method.resourceUpdated:
            guard let uri = notification.params["uri"]?.stringValue else { return }
            cache.removeResource(uri)
        default: break
        }
    }

    // MARK: Requests

    private func answer(_ id: RequestID, _ method: String, _ params: JSONObject) {
        let (transport, revision) = state.withLock { ($0.transport, $0.revision) }
        // Revision 2026-07-28 has no requests of servers, and no responses of clients.
        guard !revision.isModern else {
            return logger.warning("the server sent a request, which its revision does not have")
        }
        let didBegin = requests.begin(id) { [self] in
            guard let response = await response(to: id, method, params) else { return }
            await respond(response, transport, revision)
        }
        guard !didBegin else { return }
        let refusal = JSONRPCError(.internalError, "too many requests are being answered already")
        tasks.add { [self] in
            await respond(JSONRPCErrorResponse(id: id, error: refusal).jsonBytes, transport, revision)
        }
    }

    private func respond(_ response: [UInt8], _ transport: any ClientTransport, _ revision: ProtocolRevision) async {
        do throws(ClientError) {
            try await transport.send(OutgoingMessage(body: response, revision: revision))
        } catch {
            logger.warning("a response did not reach the server", metadata: ["reason": "\(error.reason)"])
        }
    }

    /// The response to a request; nothing where the server no longer waits for it.
    private func response(to id: RequestID, _ method: String, _ params: JSONObject) async -> [UInt8]? {
        do throws(ClientError) {
            let result = try await result(of: method, params)
            return Task.isCancelled ? nil : JSONRPCResultResponse(id: id, result: result).jsonBytes
        } catch {
            guard error.kind != .cancelled, !Task.isCancelled else { return nil }
            logger.debug("a request of the server failed", metadata: ["reason": "\(error.reason)"])
            return JSONRPCErrorResponse(id: id, error: Self.refusal(error, of: method)).jsonBytes
        }
    }

    private func result(of method: String, _ params: JSONObject) async throws(ClientError) -> JSONObject {
        if method == Method.ping { return [:] }
        guard [Method.elicit, Method.createMessage, Method.listRoots].contains(method) else {
            throw ClientError(.unhandledRequest, "the server asks for \(method), which this client does not do")
        }
        let request: InputRequest
        do throws(JSONDecodingError) {
            request = try InputRequest(json: ["method": .string(method), "params": .object(params)])
        } catch {
            throw ClientError(.unreadable, error.description)
        }
        return try await options.handlers.answer(request).tree.objectValue ?? [:]
    }

    /// What a server is told; nothing of the handler's own error, which is none of its business.
    private static func refusal(_ error: ClientError, of method: String) -> JSONRPCError {
        switch error.kind {
        case .unhandledRequest: JSONRPCError(.methodNotFound, "this client does not do \(method)")
        case .unreadable: JSONRPCError(.invalidParams, error.reason)
        default: JSONRPCError(.internalError, "the client could not answer \(method)")
        }
    }
}
