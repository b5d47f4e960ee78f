public import GatehouseJSON

/// What went wrong, as an error response carries it.
///
/// Schema type `Error`, and the types for single codes (`ParseError`, `InvalidParamsError` …); JSON-RPC 2.0 section 5.1.
public struct JSONRPCError: Error, Sendable, Hashable {
    /// The kind of error; ``ErrorCode`` names the usual ones.
    public var code: Int
    /// One sentence on what went wrong.
    public var message: String
    /// More about it, as the kind of error defines; `null` is a value.
    public var data: JSONValue?

    /// Makes an error of a code's number.
    public init(code: Int, message: String, data: JSONValue? = nil) {
        self.code = code
        self.message = message
        self.data = data
    }

    /// Makes an error of a known code.
    public init(_ code: ErrorCode, _ message: String, data: JSONValue? = nil) {
        self.init(code: code.rawValue, message: message, data: data)
    }
}

extension JSONRPCError: JSONEncodable, JSONDecodable {
    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        code = try object.required("code")
        message = try object.required("message")
        data = object["data"]
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("code", code)
        writer.member("message", message)
        writer.member("data", ifPresent: data)
        writer.endObject()
    }
}
