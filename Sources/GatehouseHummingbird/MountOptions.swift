/// How a server that is mounted in an application of Hummingbird bears its clients.
public struct MountOptions: Sendable, Hashable {
    /// Bytes of one request's body. Over it: 413.
    public var bodyBytes = 4 * 1024 * 1024
    /// How often a silent event stream gets a comment, so that nobody on the way takes it for dead.
    public var streamComment: Duration = .seconds(15)
    /// How long a request runs before its connection is watched for the client's going away.
    ///
    /// Hummingbird closes a connection of HTTP/1.1 that was watched, once the request on it is answered. So those that
    /// are answered sooner keep their connections.
    public var watchDelay: Duration = .milliseconds(50)

    /// 4 MiB, 15 seconds, 50 milliseconds.
    public init() {}
}
