/// One message on a stream.
public struct StreamMessage: Sendable {
    /// One JSON text in UTF-8, without a newline in it. Empty where only the other members are to be told, which a
    /// transport without Server-Sent Events then leaves out.
    public var body: [UInt8]
    /// The id by which a client names the last event it has seen (`Last-Event-ID`).
    public var eventID: String?
    /// The event's name; nothing means `message`.
    public var eventName: String?
    /// How long a client should wait before it connects again.
    public var retry: Duration?

    public init(_ body: [UInt8], eventID: String? = nil, eventName: String? = nil, retry: Duration? = nil) {
        self.body = body
        self.eventID = eventID
        self.eventName = eventName
        self.retry = retry
    }
}
