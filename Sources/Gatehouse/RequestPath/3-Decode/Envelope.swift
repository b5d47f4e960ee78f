import GatehouseJSON
import GatehouseProtocol

/// A JSON-RPC 2.0 message, whatever it is about.
struct Envelope: Sendable {
    /// The id of a request; a notification has none.
    let id: RequestID?
    /// The method of a request or notification; a response has none.
    let method: String?
    /// The parameters; empty where there are none.
    let params: Parameters
    /// What a response brings.
    let reply: ClientReply?

    /// Reads a body.
    ///
    /// - Throws: ``Refusal`` with -32700 where it is not JSON, and -32600 where it is no message.
    init(parsing body: [UInt8], limits: JSONLimits) throws(Refusal) {
        let text: JSONText
        do throws(JSONParseError) {
            text = try JSONScanner.check(body, limits: limits)
        } catch {
            throw Refusal(
                .decode, status: 400, error: JSONRPCError(.parseError, "Parse error: \(error)"))
        }
        guard let members = Members(text) else {
            throw .invalidRequest(
                text.kind == .array
                    ? "a body holds one message; batches are not accepted"
                    : "a message is a JSON object, not \(text.value.kind.phrase)")
        }
        id = try members.requestID()
        reply = members.reply
        do throws(Refusal) {
            (method, params) = try members.content()
        } catch {
            var refusal = error
            refusal.id = id
            throw refusal
        }
    }
}

/// The members of a JSON-RPC message, before anything is asked of them.
private struct Members {
    private var isVersion2 = false
    private var id: JSONValue?
    private var method: JSONValue?
    private var params: Parameters?
    /// The parameters' kind, where they are no object.
    private var wrongParams: JSONValue.Kind?
    private var result: JSONText?
    private var error: JSONText?

    /// - Returns: Nothing where the text is no object.
    init?(_ text: JSONText) {
        let isRead = text.withReader { reader in
            do throws(JSONReadError) {
                try read(&reader, of: text)
                return true
            } catch {
                return false
            }
        }
        guard isRead else { return nil }
    }

    private mutating func read(_ reader: inout JSONReader, of text: JSONText) throws(JSONReadError) {
        try reader.beginObject()
        while reader.nextName() {
            if reader.isName("jsonrpc") {
                isVersion2 = reader.readValue() == "2.0"
            } else if reader.isName("id") {
                id = reader.readValue()
            } else if reader.isName("method") {
                method = reader.readValue()
            } else if reader.isName("params") {
                if reader.nextKind == .object {
                    params = try Parameters(&reader, of: text)
                } else {
                    wrongParams = reader.readValue().kind
                }
            } else if reader.isName("result") {
                result = reader.readText(of: text)
            } else if reader.isName("error") {
                error = reader.readText(of: text)
            } else {
                reader.skipValue()
            }
        }
    }

    /// What a response brings; nothing where the message is none.
    var reply: ClientReply? {
        guard method == nil else { return nil }
        if let error {
            let unreadable = JSONRPCError(.invalidRequest, "the client answered with an error that cannot be read")
            return .error((try? JSONRPCError(json: error.value)) ?? unreadable)
        }
        return result.map(ClientReply.result)
    }

    func requestID() throws(Refusal) -> RequestID? {
        switch id {
        case nil: return nil
        case .string(let text): return .string(text)
        case .integer(let number): return .integer(number)
        case let other?: throw .invalidRequest("id must be a string or an integer, not \(other.kind.phrase)")
        }
    }

    func content() throws(Refusal) -> (method: String?, params: Parameters) {
        guard isVersion2 else { throw .invalidRequest("jsonrpc must be \"2.0\"") }
        guard let method else {
            guard reply != nil else { throw .invalidRequest("the message has no method") }
            return (nil, .none)
        }
        guard case .string(let name) = method else {
            throw .invalidRequest("method must be a string, not \(method.kind.phrase)")
        }
        if let wrongParams { throw .invalidRequest("params must be an object, not \(wrongParams.phrase)") }
        return (name, params ?? .none)
    }
}
