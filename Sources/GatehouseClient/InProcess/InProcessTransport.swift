import Gatehouse
import GatehouseJSON
import GatehouseProtocol
import Synchronization

/// A server in the same process: no bytes leave it, and every request walks the whole path of a server's requests.
///
/// Where the head says that the transport is HTTP, requests have the header fields that HTTP would bring; the server
/// then checks them as it does on the network.
final class InProcessTransport: ClientTransport {
    private struct State {
        var receiver: (any MessageReceiver)?
        var sessionID: String?
        var revision: ProtocolRevision?
        var listening: Task<Void, Never>?
        var underWay = 0
    }

    private let responder: any RequestResponder
    private let head: RequestHead
    private let options: ClientOptions
    private let messages: MessageReader
    private let state = Mutex(State())

    init(_ responder: any RequestResponder, _ head: RequestHead, _ options: ClientOptions) {
        self.responder = responder
        self.head = head
        self.options = options
        messages = MessageReader(maximumBytes: options.limits.maximumMessageBytes)
    }

    var hasStreamPerRequest: Bool { true }

    func open(_ receiver: any MessageReceiver) async throws(ClientError) {
        state.withLock { $0.receiver = receiver }
    }

    func exchange(_ message: OutgoingMessage) async throws(ClientError) -> TransportReply {
        if message.method == Method.initialize { state.withLock { $0.sessionID = nil } }
        let head = head(message)
        let answer = StreamedAnswer(to: message.id)
        let reply = try await respond(head, message, answer)
        if let session = reply.fields.first(where: { $0.name.lowercased() == "mcp-session-id" })?.value {
            state.withLock { $0.sessionID = session }
        }
        let failure = failure(reply)
        if failure?.status == 404, !head.sessionID.isEmpty {
            let error = reply.body.flatMap { try? messages.message($0) }?["error"].flatMap {
                try? JSONRPCError(json: $0)
            }
            guard error?.code == ErrorCode.methodNotFound.rawValue else {
                throw ClientError(.sessionEnded, error?.message ?? "status 404", response: error, http: failure)
            }
        }
        if let body = reply.body { return TransportReply(try messages.message(body), http: failure) }
        // A call in a session is answered on its stream, as what comes before its reply.
        guard let answer = answer.message else {
            throw ClientError(.httpStatus, "status \(reply.status) and no message", http: failure)
        }
        return TransportReply(answer, http: failure)
    }

    func send(_ message: OutgoingMessage) async throws(ClientError) {
        let reply = try await respond(head(message), message, StreamedAnswer(to: nil))
        guard let failure = failure(reply) else { return }
        let body = try reply.body.map { body throws(ClientError) in
            TransportReply(try messages.message(body), http: failure)
        }
        throw body.flatMap { ClientError(refusal: $0) }
            ?? ClientError(.httpStatus, "status \(reply.status)", http: failure)
    }

    /// Listens as a GET does, where the head says that the transport is HTTP; elsewhere a server has only the streams of
    /// requests.
    func sessionDidBegin(_ revision: ProtocolRevision) async {
        guard head.transport == .http else { return }
        state.withLock { state in
            state.revision = revision
            var head = fields(of: OutgoingMessage(body: [], revision: revision), session: state.sessionID)
            head.method = "GET"
            head.accept = "text/event-stream"
            head.contentType = nil
            let (request, stream) = (head, InProcessStream(state.receiver, messages, StreamedAnswer(to: nil)))
            // The task ends with the transport, which cancels it, or with the server's stream.
            state.listening = Task { [responder] in
                guard responder.refuse(request) == nil else { return }
                _ = await responder.reply(to: request, body: [], stream: stream)
            }
        }
    }

    func close() async {
        let (listening, session, revision) = state.withLock { state in
            defer {
                state.receiver = nil
                state.sessionID = nil
            }
            return (state.listening.take(), state.sessionID, state.revision)
        }
        listening?.cancel()
        guard let session, head.transport == .http else { return }
        var head = fields(of: OutgoingMessage(body: [], revision: revision), session: session)
        head.method = "DELETE"
        _ = await responder.reply(to: head, body: [], stream: nil)
    }

    private func respond(
        _ head: RequestHead,
        _ message: OutgoingMessage,
        _ answer: StreamedAnswer
    ) async throws(ClientError) -> Reply {
        let isFull = state.withLock { state in
            guard state.underWay < options.limits.maximumPendingRequests else { return true }
            state.underWay += 1
            return false
        }
        if isFull {
            throw ClientError(
                .tooMuchPending, "\(options.limits.maximumPendingRequests) requests are under way already")
        }
        defer { state.withLock { $0.underWay -= 1 } }
        if let refusal = responder.refuse(head) { return refusal }
        let stream = InProcessStream(state.withLock { $0.receiver }, messages, answer)
        let reply = await responder.reply(to: head, body: message.body, stream: message.id == nil ? nil : stream)
        if Task.isCancelled { throw .cancelled }
        return reply
    }

    private func failure(_ reply: Reply) -> HTTPFailure? {
        guard !(200..<300).contains(reply.status) else { return nil }
        func field(_ name: String) -> String? { reply.fields.first { $0.name.lowercased() == name }?.value }
        return HTTPFailure(
            status: reply.status, retryAfter: field("retry-after"),
            challenge: field("www-authenticate").flatMap { AuthorizationChallenge($0) })
    }

    private func head(_ message: OutgoingMessage) -> RequestHead {
        let session = message.revision?.isModern == true ? nil : state.withLock { $0.sessionID }
        return fields(of: message, session: session)
    }

    private func fields(of message: OutgoingMessage, session: String?) -> RequestHead {
        var head = head
        if let session { head.sessionID = [session] }
        guard head.transport == .http else { return head }
        head.method = "POST"
        head.contentType = "application/json"
        head.accept = "application/json, text/event-stream"
        for field in message.metadataFields {
            switch field.name {
            case "MCP-Protocol-Version": head.protocolVersion = [field.value]
            case "Mcp-Method": head.mcpMethod = [field.value]
            case "Mcp-Name": head.mcpName = [field.value]
            default:
                head.parameters.append((String(field.name.dropFirst("Mcp-Param-".count)).lowercased(), field.value))
            }
        }
        return head
    }
}

/// Takes what a server sends before its reply.
private struct InProcessStream: ReplyStream {
    let receiver: (any MessageReceiver)?
    let messages: MessageReader
    let answer: StreamedAnswer

    init(_ receiver: (any MessageReceiver)?, _ messages: MessageReader, _ answer: StreamedAnswer) {
        self.receiver = receiver
        self.messages = messages
        self.answer = answer
    }

    func open(fields: [Reply.Field]) async throws(StreamClosed) {
        guard receiver != nil, !Task.isCancelled else { throw StreamClosed() }
    }

    func send(_ message: StreamMessage, fields: [Reply.Field]) async throws(StreamClosed) {
        guard let receiver, !Task.isCancelled else { throw StreamClosed() }
        // One without a body tells what only matters to Server-Sent Events.
        guard !message.body.isEmpty else { return }
        guard let message = try? messages.message(message.body) else { throw StreamClosed() }
        if answer.take(message) { return }
        await receiver.receive(message)
    }
}

/// The response to a request, where it comes on the request's stream and not as its reply.
private final class StreamedAnswer: Sendable {
    private let id: RequestID?
    private let state = Mutex<JSONObject?>(nil)

    init(to id: RequestID?) {
        self.id = id
    }

    var message: JSONObject? { state.withLock { $0 } }

    /// Keeps a message where it is the response.
    func take(_ message: JSONObject) -> Bool {
        guard let id, message["method"] == nil, message["id"] == id.json else { return false }
        state.withLock { $0 = message }
        return true
    }
}
