import GatehouseJSON
import GatehouseProtocol

/// What a client asks to hear of with `subscriptions/listen` (basic/patterns/subscriptions, "Notification Filter",
/// 2026-07-28), with the `taskIds` of the tasks extension.
struct ListenFilter: Sendable {
    /// The most bytes of a message that asks for a stream: its transport may keep them for as long as the stream lasts.
    static let maximumMessageBytes = 32_768

    let kinds: ComponentKinds
    /// Nothing where the client asks for no resources at all.
    let uris: [String]?
    /// Nothing where the client asks for no tasks at all.
    let tasks: [String]?

    /// Reads the parameters of a request.
    ///
    /// - Throws: ``Refusal`` with -32602 for a filter that is none, with -32021 where the client asks for tasks and did not
    ///   declare that it knows them, and with 406 where it does not accept a stream.
    init(_ routed: Routed) throws(Refusal) {
        let head = routed.caller.received.head
        guard !head.transport.hasHeaderFields || MediaType.accepts("text/event-stream", head.accept) else {
            throw Refusal(
                .validate, status: 406,
                error: JSONRPCError(
                    .invalidRequest,
                    "subscriptions/listen is answered with a stream: Accept must list text/event-stream"))
        }
        guard routed.caller.received.body.count <= Self.maximumMessageBytes else {
            throw .invalidParams(
                .validate, "a subscriptions/listen message has at most \(Self.maximumMessageBytes) bytes")
        }
        let filter = try Self.filter(routed.request)
        var kinds: ComponentKinds = []
        if try Self.flag("toolsListChanged", of: filter) { kinds.insert(.tools) }
        if try Self.flag("promptsListChanged", of: filter) { kinds.insert(.prompts) }
        if try Self.flag("resourcesListChanged", of: filter) { kinds.insert(.resources) }
        self.kinds = kinds
        uris = try Self.texts("resourceSubscriptions", of: filter)
        tasks = try Self.texts("taskIds", of: filter)
        if tasks != nil, !routed.request.clientCapabilities.knowsTasks { throw .missingTasks(.validate) }
    }

    private static func filter(_ request: Request) throws(Refusal) -> JSONObject {
        switch request.params["notifications"] {
        case .object(let filter)?: return filter
        case nil: throw .invalidParams(.validate, "subscriptions/listen needs params.notifications, an object")
        case let other?:
            throw .invalidParams(.validate, "params.notifications must be an object, not \(other.kind.phrase)")
        }
    }

    private static func flag(_ name: String, of filter: JSONObject) throws(Refusal) -> Bool {
        switch filter[name] {
        case nil, .null?: return false
        case .bool(let flag)?: return flag
        case let other?:
            throw .invalidParams(.validate, "params.notifications.\(name) must be a boolean, not \(other.kind.phrase)")
        }
    }

    private static func texts(_ name: String, of filter: JSONObject) throws(Refusal) -> [String]? {
        switch filter[name] {
        case nil, .null?: return nil
        case .array(let values)?:
            var texts: [String] = []
            for value in values {
                guard case .string(let text) = value else {
                    throw .invalidParams(
                        .validate,
                        "params.notifications.\(name) must be an array of strings, not with \(value.kind.phrase)")
                }
                texts.append(text)
            }
            return texts
        case let other?:
            throw .invalidParams(
                .validate, "params.notifications.\(name) must be an array of strings, not \(other.kind.phrase)")
        }
    }
}
