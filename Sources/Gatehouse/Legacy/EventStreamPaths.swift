/// Where the HTTP+SSE transport of revision 2024-11-05 is served, for clients that know no other
/// (basic/transports, "HTTP with SSE", 2024-11-05).
public struct EventStreamPaths: Sendable, Hashable {
    /// Where a client opens its stream, with GET.
    public var stream: String
    /// Where it sends its messages, with POST.
    public var messages: String

    public init(stream: String = "/sse", messages: String = "/messages") {
        self.stream = stream
        self.messages = messages
    }
}
