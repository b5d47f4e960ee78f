import GatehouseJSON
import GatehouseProtocol

/// One call of a method, before it is known how its era writes it.
struct Invocation: Sendable {
    var method: String
    /// The parameters, without `_meta`.
    var params: JSONObject
    /// What `Mcp-Name` repeats.
    var name: String?
    var mirrored: [OutgoingMessage.MirroredArgument] = []
    var options = RequestOptions()

    init(
        _ method: String,
        _ params: JSONObject = [:],
        name: String? = nil,
        mirrored: [OutgoingMessage.MirroredArgument] = [],
        options: RequestOptions = RequestOptions()
    ) {
        self.method = method
        self.params = params
        self.name = name
        self.mirrored = mirrored
        self.options = options
    }

    /// The methods whose results may ask for something first (basic/patterns/mrtr, "Supported Requests", 2026-07-28).
    var mayRequireInput: Bool {
        [Method.callTool, Method.getPrompt, Method.readResource].contains(method)
    }

    /// The methods whose results may be kept (server/utilities/caching, 2026-07-28).
    var isCacheable: Bool {
        let methods = [
            Method.discover, Method.listTools, Method.listPrompts, Method.listResources, Method.listResourceTemplates,
            Method.readResource,
        ]
        return methods.contains(method) && !params.contains("inputResponses") && !params.contains("requestState")
    }
}
