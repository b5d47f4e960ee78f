/// What carries messages between a client and the server.
public struct Transport: Sendable, Hashable, CustomStringConvertible {
    public let description: String

    private init(_ description: String) {
        self.description = description
    }

    /// Streamable HTTP: every message is a POST of its own, and header fields mirror its body.
    public static let http = Transport("http")
    /// The process's standard streams: one message a line, no header fields.
    public static let stdio = Transport("stdio")
    /// A caller in the same process, as a test: no header fields.
    public static let inProcess = Transport("in-process")

    /// Whether requests come with header fields that mirror their bodies.
    var hasHeaderFields: Bool { self == .http }
}
