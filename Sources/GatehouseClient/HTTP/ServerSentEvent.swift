/// An event of a stream of Server-Sent Events.
struct ServerSentEvent: Sendable, Hashable {
    /// The `event` field; `message` where there was none.
    var type = "message"
    /// The `data` fields, joined by line feeds; may be empty.
    var data: [UInt8] = []
    /// The last event id of the stream at this event.
    var id: String?
}
