public import GatehouseJSON

/// A method of the protocol with the types of its parameters and of its result.
public protocol RequestKind: Sendable {
    /// The parameters.
    associatedtype Params: Sendable, Hashable, JSONEncodable, JSONDecodable
    /// The result.
    associatedtype Output: Sendable, Hashable, JSONEncodable, JSONDecodable

    /// The method's name.
    static var method: String { get }
    /// The parameters of a request that has none, where it may have none.
    static var paramsWhenAbsent: Params? { get }
}

extension RequestKind {
    /// Nothing: a request has parameters.
    public static var paramsWhenAbsent: Params? { nil }

    /// The parameters in a request.
    static func params(of object: JSONObject) throws(JSONDecodingError) -> Params {
        if let params = paramsWhenAbsent, !object.contains("params") { return params }
        return try object.required("params")
    }

    /// Writes the parameters of a request, unless they are those of one without any.
    static func write(_ params: Params, to writer: inout JSONWriter) {
        if params != paramsWhenAbsent { writer.member("params", params) }
    }
}
