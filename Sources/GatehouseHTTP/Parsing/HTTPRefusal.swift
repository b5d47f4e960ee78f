/// Why a request is refused by the transport itself, before anybody else sees it.
struct HTTPRefusal: Error, Hashable {
    /// The HTTP status.
    let status: Int
    /// A short name for programs.
    let code: String
    /// A sentence for people. It never repeats what the peer sent.
    let message: String

    init(_ status: Int, _ code: String, _ message: String) {
        self.status = status
        self.code = code
        self.message = message
    }

    /// A request that breaks RFC 9112's grammar, or could be read in two ways.
    static func malformed(_ message: String) -> HTTPRefusal {
        HTTPRefusal(400, "malformed_request", message)
    }

    static func targetTooLong(_ limits: HTTPLimits) -> HTTPRefusal {
        HTTPRefusal(
            414, "target_too_long",
            "The request's target is longer than \(limits.targetBytes) bytes (http.max_target_bytes).")
    }

    static func tooManyFields(_ limits: HTTPLimits) -> HTTPRefusal {
        HTTPRefusal(
            431, "too_many_header_fields",
            "The request has more than \(limits.headerFields) header fields (http.max_header_fields).")
    }

    static func headerTooLarge(_ limits: HTTPLimits) -> HTTPRefusal {
        HTTPRefusal(
            431, "header_too_large",
            "The request's header section is larger than \(limits.headerBytes) bytes (http.max_header_bytes).")
    }

    static func bodyTooLarge(_ limits: HTTPLimits) -> HTTPRefusal {
        HTTPRefusal(
            413, "body_too_large",
            "The request's body is larger than \(limits.bodyBytes) bytes (http.max_body_bytes).")
    }

    static func bodiesTooLarge(_ limits: HTTPLimits) -> HTTPRefusal {
        HTTPRefusal(
            503, "bodies_too_large",
            """
            The unfinished bodies of this connection's requests are larger than \(limits.connectionBodyBytes) bytes \
            together (http.max_connection_body_bytes).
            """)
    }
}
