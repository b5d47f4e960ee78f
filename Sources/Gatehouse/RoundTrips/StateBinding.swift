import GatehouseJSON

/// What a state belongs to: it is good for one caller and one request, and for nothing else.
struct StateBinding: Sendable, Hashable {
    /// A digest of who calls: issuer and subject of the credential, and the application that acts for them.
    let caller: String
    /// The method.
    let method: String
    /// The component with its version, as `tool "book"`.
    let component: String
    /// A digest of what the component is asked to do: the arguments, or the URI.
    let parameters: String

    init(principal: Principal, method: String, component: String, parameters: JSONValue) {
        caller = Base64URL.encode(CanonicalDigest.of([principal.identity] + (principal.clientID.map { [$0] } ?? [])))
        self.method = method
        self.component = component
        self.parameters = Base64URL.encode(CanonicalDigest.of(parameters))
    }

    fileprivate init(caller: String, method: String, component: String, parameters: String) {
        self.caller = caller
        self.method = method
        self.component = component
        self.parameters = parameters
    }

    /// Refuses a state that belongs to something else.
    func check(_ other: StateBinding) throws(StateFlaw) {
        guard caller == other.caller else { throw StateFlaw("it belongs to another caller") }
        guard method == other.method else { throw StateFlaw("it belongs to a request of \(other.method)") }
        guard component == other.component else { throw StateFlaw("it belongs to \(other.component)") }
        guard parameters == other.parameters else { throw StateFlaw("it belongs to a request with other parameters") }
    }
}

extension StateBinding {
    /// What the state of a request belongs to; nothing where the request is for no component.
    init?(of routed: Routed) {
        let params = routed.request.params
        let component: any RegisteredComponent
        let parameters: JSONValue
        switch routed.target {
        case .tool(let tool): (component, parameters) = (tool, params.arguments?.value ?? [:])
        case .prompt(let prompt): (component, parameters) = (prompt, params.arguments?.value ?? [:])
        case .resource(let resource, let uri, _): (component, parameters) = (resource, .string(uri))
        default: return nil
        }
        self.init(
            principal: routed.caller.principal, method: routed.request.method, component: component.label,
            parameters: parameters)
    }
}

extension StateBinding: JSONEncodable, JSONDecodable {
    init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        self.init(
            caller: try object.required("caller"), method: try object.required("method"),
            component: try object.required("component"), parameters: try object.required("parameters"))
    }

    func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("caller", caller)
        writer.member("method", method)
        writer.member("component", component)
        writer.member("parameters", parameters)
        writer.endObject()
    }
}
