import Gatehouse

/// What answers at which path.
struct Routes: Sendable {
    static let livePath = "/health/live"
    static let readyPath = "/health/ready"

    /// Who answers a request.
    enum Decision {
        /// The request path does.
        case endpoint
        /// The transport does, with this; but a document only if the request path does not refuse the request.
        case answer(Answer)
        case document(Answer)
    }

    let endpointPath: String
    /// The other paths that the request path answers.
    var otherPaths: Set<String> = []
    let documents: [String: HTTPDocument]
    let isReady: @Sendable () -> Bool
    /// Whether browsers are told which pages may use the endpoint.
    var answersPreflights = false

    /// Whether the request path answers at a request's path.
    func isEndpoint(_ head: RequestHead) -> Bool { head.path == endpointPath || otherPaths.contains(head.path) }

    func decide(_ received: ReceivedHead, isDraining: Bool) -> Decision {
        // A head is large: nothing of it is copied before it is known not to be for the endpoint.
        if isEndpoint(received.request) {
            // Who may not call may still ask whether its page might: a preflight carries no token.
            guard answersPreflights, received.request.method == "OPTIONS" else { return .endpoint }
            return .document(CrossOrigin.preflight(received.fields.requestedHeaders))
        }
        let head = received.request
        if let document = documents[head.path] { return .document(serve(document, to: head)) }
        switch head.path {
        case Self.livePath: return .answer(health(head.method, isWell: true, well: "live", ill: "live"))
        case Self.readyPath:
            return .answer(health(head.method, isWell: !isDraining && isReady(), well: "ready", ill: "not ready"))
        default: return .answer(notFound)
        }
    }

    private func health(_ method: String, isWell: Bool, well: String, ill: String) -> Answer {
        guard method == "GET" || method == "HEAD" else { return methodNotAllowed("GET, HEAD") }
        return Answer(
            status: isWell ? 200 : 503, fields: [Reply.Field("Cache-Control", "no-store")],
            body: Array("{\"status\":\"\(isWell ? well : ill)\"}".utf8))
    }

    private func serve(_ document: HTTPDocument, to head: RequestHead) -> Answer {
        let anyOrigin = Reply.Field("Access-Control-Allow-Origin", "*")
        switch head.method {
        case "GET", "HEAD":
            let fields = [Reply.Field("Cache-Control", document.cacheControl), anyOrigin]
            return Answer(status: 200, contentType: document.contentType, fields: fields, body: document.content(head))
        case "OPTIONS":
            return Answer(
                status: 204, contentType: nil,
                fields: [
                    anyOrigin, Reply.Field("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS"),
                    Reply.Field("Access-Control-Allow-Headers", "*"), Reply.Field("Access-Control-Max-Age", "86400"),
                ])
        default:
            return methodNotAllowed("GET, HEAD, OPTIONS")
        }
    }

    private func methodNotAllowed(_ allowed: String) -> Answer {
        Answer(
            status: 405, code: "method_not_allowed", message: "The methods allowed at this path are \(allowed).",
            fields: [Reply.Field("Allow", allowed)])
    }

    private var notFound: Answer {
        let paths = [endpointPath] + otherPaths.sorted() + [Self.livePath, Self.readyPath] + documents.keys.sorted()
        return Answer(
            status: 404, code: "not_found",
            message: "Nothing is served at this path. The paths are \(paths.joined(separator: ", ")).")
    }
}
