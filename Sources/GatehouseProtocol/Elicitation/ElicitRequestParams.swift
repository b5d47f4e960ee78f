public import GatehouseJSON

/// The parameters of `elicitation/create`.
///
/// Their `mode` tells which; without one they are a form's. Schema type `ElicitRequestParams`.
public enum ElicitRequestParams: Sendable, Hashable {
    /// A form that the client shows.
    case form(ElicitRequestFormParams)
    /// A page that the user visits.
    case url(ElicitRequestURLParams)
}

extension ElicitRequestParams: JSONEncodable, JSONDecodable {
    public init(json: JSONValue) throws(JSONDecodingError) {
        let mode: ElicitMode? = try JSONObject(json: json).optional("mode")
        if mode == .url {
            self = .url(try ElicitRequestURLParams(json: json))
        } else {
            self = .form(try ElicitRequestFormParams(json: json))
        }
    }

    public func encode(to writer: inout JSONWriter) {
        switch self {
        case .form(let params): params.encode(to: &writer)
        case .url(let params): params.encode(to: &writer)
        }
    }
}
