import GatehouseJSON
import GatehouseProtocol

/// Writes the messages that tell clients of changes.
///
/// On a stream of 2026-07-28 each carries the id of its subscription in `_meta`, of the type that it came in
/// (basic/patterns/subscriptions, "Receiving Notifications"); before, there was none.
enum Notice {
    /// A list has changed.
    static func listChanged(_ method: String, _ subscription: RequestID?) -> [UInt8] {
        notification(method) { writer in
            guard let subscription else { return }
            writer.name(literal: "params")
            writer.beginObject()
            write(subscription, to: &writer)
            writer.endObject()
        }
    }

    /// What stands at a URI has changed.
    static func resourceUpdated(_ uri: String, _ subscription: RequestID?) -> [UInt8] {
        notification(Method.resourceUpdated) { writer in
            writer.name(literal: "params")
            writer.beginObject()
            write(subscription, to: &writer)
            writer.member("uri", uri)
            writer.endObject()
        }
    }

    /// A task has another state (the tasks extension, "Task Status Notifications").
    ///
    /// - Parameter state: The task as one JSON object without `_meta`.
    static func task(_ state: [UInt8], _ subscription: RequestID?) -> [UInt8] {
        var params = JSONWriter()
        params.beginObject()
        write(subscription, to: &params)
        params.endObject()
        var bytes = params.bytes
        // The members of the one object follow those of the other.
        if let open = state.firstIndex(of: UInt8(ascii: "{")), bytes.count > 2 {
            let members = state[state.index(after: open)...]
            let isEmpty = members.first { !$0.isJSONSpace } == UInt8(ascii: "}")
            bytes.removeLast()
            if !isEmpty { bytes.append(UInt8(ascii: ",")) }
            bytes += members
        } else {
            bytes = state
        }
        return notification(Method.taskChanged) { writer in
            writer.name(literal: "params")
            writer.raw(bytes)
        }
    }

    /// A task has another state (basic/utilities/tasks, "Task Status Notification", 2025-11-25).
    static func taskStatus(_ task: LegacyTask) -> [UInt8] {
        notification(Method.taskStatusChanged) { writer in writer.member("params", task) }
    }

    /// What a client will hear of (basic/patterns/subscriptions, "Acknowledgment", 2026-07-28).
    static func acknowledged(_ honoured: SubscriptionFilter, _ subscription: RequestID) -> [UInt8] {
        notification(Method.subscriptionsAcknowledged) { writer in
            writer.name(literal: "params")
            writer.beginObject()
            write(subscription, to: &writer)
            writer.member("notifications", honoured)
            writer.endObject()
        }
    }

    /// The server has ended a subscription on a channel that others share (basic/patterns/cancellation, 2026-07-28).
    static func cancelled(_ request: RequestID) -> [UInt8] {
        notification(Method.cancelled) { writer in
            writer.name(literal: "params")
            writer.beginObject()
            writer.member("requestId", request)
            writer.member("reason", "the server has ended the subscription")
            writer.endObject()
        }
    }

    /// The response to the request that opened a subscription (basic/patterns/subscriptions, "Graceful Closure").
    static func result(_ subscription: RequestID, _ info: Implementation) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("jsonrpc", "2.0")
        writer.member("id", subscription)
        writer.name(literal: "result")
        writer.beginObject()
        writer.member("resultType", ResultType.complete)
        writer.name(literal: "_meta")
        writer.beginObject()
        writer.member("io.modelcontextprotocol/subscriptionId", subscription)
        writer.name(MetaKey.serverInfo)
        writer.value(info)
        writer.endObject()
        writer.endObject()
        writer.endObject()
        return writer.bytes
    }

    private static func notification(_ method: String, _ params: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter(capacity: 192)
        writer.beginObject()
        writer.member("jsonrpc", "2.0")
        writer.member("method", method)
        params(&writer)
        writer.endObject()
        return writer.bytes
    }

    private static func write(_ subscription: RequestID?, to writer: inout JSONWriter) {
        guard let subscription else { return }
        writer.name(literal: "_meta")
        writer.beginObject()
        writer.member("io.modelcontextprotocol/subscriptionId", subscription)
        writer.endObject()
    }
}

extension UInt8 {
    /// Whether JSON takes the byte for white space between tokens.
    fileprivate var isJSONSpace: Bool { self == 0x20 || (0x09...0x0A).contains(self) || self == 0x0D }
}
