import Gatehouse

/// What browsers are told so that pages of allowed origins can use the endpoint (Fetch Standard, "HTTP CORS protocol").
///
/// Which origins are allowed is the ``OriginPolicy``'s alone: it refuses the others with 403 whatever a browser asks.
/// Cookies and the like are never asked for, so `Access-Control-Allow-Credentials` is not sent.
struct CrossOrigin: Sendable {
    static let methods = "GET, POST, DELETE, OPTIONS"
    /// How long a browser may remember a preflight, in seconds: the most that any of them does.
    static let maximumAge = "7200"

    /// The fields that pages may send, in lower case, beside those of ``parameterPrefix``.
    private static let allowedFields = [
        "accept", "authorization", "content-type", "dpop", "last-event-id", "mcp-method", "mcp-name",
        "mcp-protocol-version", "mcp-session-id", "traceparent", "tracestate", "baggage", "x-api-key",
    ]
    private static let parameterPrefix = "mcp-param-"
    private static let exposedFields =
        "Mcp-Session-Id, WWW-Authenticate, DPoP-Nonce, Retry-After, RateLimit, RateLimit-Policy, Allow"
    /// More than this no client asks for.
    private static let mostRequested = 64

    let origins: OriginPolicy

    /// The origin that a request comes from, where it is an allowed one.
    func allowedOrigin(_ head: RequestHead) -> String? {
        guard let origin = head.origin.first, origins.check(head.origin, host: head.reachedHost) == nil else {
            return nil
        }
        return origin
    }

    /// The fields that let a page of an allowed origin read an answer.
    static func fields(for origin: String) -> [Reply.Field] {
        [
            Reply.Field("Access-Control-Allow-Origin", origin),
            Reply.Field("Access-Control-Expose-Headers", exposedFields),
            Reply.Field("Vary", "Origin"),
        ]
    }

    /// The answer to a preflight, beside ``fields(for:)``.
    static func preflight(_ requestedFields: String?) -> Answer {
        Answer(
            status: 204, contentType: nil,
            fields: [
                Reply.Field("Allow", methods),
                Reply.Field("Access-Control-Allow-Methods", methods),
                Reply.Field("Access-Control-Allow-Headers", allowed(requestedFields)),
                Reply.Field("Access-Control-Max-Age", maximumAge),
                Reply.Field("Vary", "Access-Control-Request-Headers"),
            ])
    }

    /// The fields that may be sent: all that are known, and of the others those that mirror parameters, whose names
    /// only the page knows.
    private static func allowed(_ requestedFields: String?) -> String {
        var names = allowedFields
        for part in (requestedFields ?? "").split(separator: ",").prefix(mostRequested) {
            let name = part.lowercased().filter { $0 != " " && $0 != "\t" }
            if name.hasPrefix(parameterPrefix), name.utf8.allSatisfy(ASCII.isToken), !names.contains(name) {
                names.append(name)
            }
        }
        return names.joined(separator: ", ")
    }
}
