public import GatehouseJSON
public import GatehouseProtocol

/// A notification of a server.
public struct ServerNotification: Sendable, Hashable {
    /// What it is about, as ``Method`` names it: `notifications/tools/list_changed`.
    public let method: String
    /// What it says.
    public let params: JSONObject

    /// Makes a notification.
    public init(method: String, params: JSONObject = [:]) {
        self.method = method
        self.params = params
    }

    /// What it says, as the type of its kind; nothing where it is of another kind, or says it wrongly.
    ///
    /// ```swift
    /// if let progress = notification.params(of: Progress.self) { … }
    /// ```
    public func params<Kind: NotificationKind>(of kind: Kind.Type) -> Kind.Params? {
        guard method == Kind.method else { return nil }
        return (try? Kind.Params(json: .object(params))) ?? (params.isEmpty ? Kind.paramsWhenAbsent : nil)
    }

    /// The resource that changed, where it tells of one.
    public var updatedResource: String? { params(of: ResourceUpdated.self)?.uri }

    /// The elicitation that somebody completed at a URL, where it tells of one (revision 2025-11-25).
    public var completedElicitation: String? {
        method == Method.elicitationComplete ? params["elicitationId"]?.stringValue : nil
    }

    /// The state of a task, where it tells of one (extension `io.modelcontextprotocol/tasks`).
    public var task: ServerTask? {
        method == Method.taskChanged ? try? ServerTask(json: .object(params)) : nil
    }

    /// The subscription that it belongs to (basic/patterns/subscriptions, 2026-07-28).
    public var subscriptionID: RequestID? {
        params["_meta"]?[MetaKey.subscriptionId].flatMap { try? RequestID(json: $0) }
    }
}
