import GatehouseJSON

/// What a server answered to one request.
struct ServerReply: Sendable {
    /// The HTTP status.
    var status: Int
    /// `Retry-After`, as it came.
    var retryAfter: String?
    /// `WWW-Authenticate`, as it came.
    var challenge: String?
    /// The response to the request; nothing where there was none.
    var message: JSONObject?

    /// The JSON-RPC error, where the response is one.
    var error: JSONObject? { message?["error"]?.objectValue }

    /// The result, where the response is one and the status does not contradict it.
    var result: JSONObject? { (200..<300).contains(status) ? message?["result"]?.objectValue : nil }
}
