import Gatehouse

/// A reply in the form in which it is sent.
struct Answer: Sendable {
    var status: Int
    var contentType: String? = "application/json"
    var fields: [Reply.Field] = []
    var body: [UInt8]?
    var closes = false
    /// The id of the last event, where the answer ends a stream.
    var eventID: String?

    /// A reply of the request path.
    init(_ reply: Reply) {
        status = reply.status
        fields = reply.fields
        body = reply.body
        closes = reply.closesConnection
        eventID = reply.eventID
    }

    /// A reply of the transport's own.
    init(status: Int, contentType: String? = "application/json", fields: [Reply.Field] = [], body: [UInt8]? = nil) {
        self.status = status
        self.contentType = contentType
        self.fields = fields
        self.body = body
    }

    /// An error of the transport's own, as `{"error":{"code":…,"message":…}}`.
    init(status: Int, code: String, message: String, fields: [Reply.Field] = []) {
        self.init(status: status, fields: fields, body: Self.errorBody(code: code, message: message))
    }

    init(_ refusal: HTTPRefusal) {
        self.init(refusing: refusal.status, code: refusal.code, message: refusal.message)
        closes = true
    }

    /// A refusal of a request that might have been a message, as a JSON-RPC error: MCP clients show their users nothing
    /// else. The message's id is not known, and `null` says so (JSON-RPC 2.0, section 5).
    init(refusing status: Int, code: String, message: String, fields: [Reply.Field] = []) {
        let number = status == 503 ? 503 : -32600
        let body =
            "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":\(number),\"message\":\"\(Self.escaped(message))\","
            + "\"data\":{\"reason\":\"\(code)\"}}}"
        self.init(status: status, fields: fields, body: Array(body.utf8))
    }

    private static func errorBody(code: String, message: String) -> [UInt8] {
        Array("{\"error\":{\"code\":\"\(code)\",\"message\":\"\(escaped(message))\"}}".utf8)
    }

    /// A message as it stands in a JSON string. Messages name paths of the configuration, so anything may be in them.
    private static func escaped(_ message: String) -> String {
        var text = ""
        for scalar in message.unicodeScalars {
            switch scalar {
            case "\"", "\\": text.unicodeScalars.append(contentsOf: ["\\", scalar])
            case "\u{0}"..<" ": text += " "
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
