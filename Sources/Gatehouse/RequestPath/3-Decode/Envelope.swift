import GatehouseJSON
import GatehouseProtocol

/// A JSON-RPC 2.0 message, whatever it is about.
struct Envelope: Sendable {
    /// The id of a request; a notification has none.
    let id: RequestID?
    /// The method of a request or notification; a response has none.
    let method: String?
    /// The parameters; empty where there are none.
    let params: JSONObject
    /// The parameters' `_meta`, where it is an object.
    let meta: JSONObject?

    /// Reads a body.
    ///
    /// - Throws: ``Refusal`` with -32700 where it is not JSON, and -32600 where it is no message.
    init(parsing body: [UInt8], limits: JSONLimits) throws(Refusal) {
        let value: JSONValue
        do throws(JSONParseError) {
            value = try JSONValue(parsing: body, limits: limits)
        } catch {
            throw Refusal(
                .decode, status: 400, error: JSONRPCError(.parseError, "Parse error: \(error)"))
        }
        guard case .object(let message) = value else {
            throw .invalidRequest(
                value.kind == .array
                    ? "a body holds one message; batches are not accepted"
                    : "a message is a JSON object, not \(value.kind.phrase)")
        }
        id = try Self.id(of: message)
        do throws(Refusal) {
            (method, params) = try Self.content(of: message, id: id)
        } catch {
            var refusal = error
            refusal.id = id
            throw refusal
        }
        meta = params["_meta"]?.objectValue
    }

    private static func id(of message: JSONObject) throws(Refusal) -> RequestID? {
        switch message["id"] {
        case nil: return nil
        case .string(let text): return .string(text)
        case .integer(let number): return .integer(number)
        case let other?: throw .invalidRequest("id must be a string or an integer, not \(other.kind.phrase)")
        }
    }

    private static func content(of message: JSONObject, id: RequestID?) throws(Refusal) -> (String?, JSONObject) {
        guard message["jsonrpc"] == "2.0" else { throw .invalidRequest("jsonrpc must be \"2.0\"") }
        guard let method = message["method"] else {
            guard message.contains("result") || message.contains("error") else {
                throw .invalidRequest("the message has no method")
            }
            return (nil, [:])
        }
        guard case .string(let name) = method else {
            throw .invalidRequest("method must be a string, not \(method.kind.phrase)")
        }
        switch message["params"] {
        case nil: return (name, [:])
        case .object(let params): return (name, params)
        case let other?: throw .invalidRequest("params must be an object, not \(other.kind.phrase)")
        }
    }
}
