public import GatehouseJSON

/// A notification in its JSON-RPC envelope, with typed parameters.
public struct TypedNotification<Kind: NotificationKind>: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// The parameters.
    public var params: Kind.Params

    /// Makes a notification.
    public init(params: Kind.Params) {
        self.params = params
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        try object.expectEnvelope()
        try object.expect("method", toBe: Kind.method)
        if let params = Kind.paramsWhenAbsent, !object.contains("params") {
            self.params = params
        } else {
            params = try object.required("params")
        }
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginEnvelope()
        writer.member("method", Kind.method)
        if params != Kind.paramsWhenAbsent { writer.member("params", params) }
        writer.endObject()
    }
}
