/// A request to another server, and which answers to it are taken.
///
/// Its description names the method and the URL without its query, and nothing else: fields and body may hold secrets.
public struct OutgoingRequest: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// What is done with the URL.
    public struct Method: Sendable, Hashable, CustomStringConvertible {
        /// The method's name, as `GET`.
        public let description: String

        /// Reads something.
        public static let get = Method(description: "GET")
        /// Sends something.
        public static let post = Method(description: "POST")
    }

    /// What is done with the URL.
    public var method: Method
    /// An absolute URL without credentials and fragment.
    public var url: String
    /// Header fields. `Host`, `Content-Length` and `Accept` are written without being named here.
    public var fields: [(name: String, value: String)]
    /// The body; empty where there is none.
    public var body: [UInt8]
    /// The media types that an answer may have, without parameters and in lower case; none takes any.
    public var mediaTypes: [String]
    /// The statuses that an answer may have.
    public var statuses: Set<Int>

    /// Makes a request; by default one that reads JSON.
    public init(
        _ url: String,
        method: Method = .get,
        fields: [(name: String, value: String)] = [],
        body: [UInt8] = [],
        mediaTypes: [String] = ["application/json"],
        statuses: Set<Int> = [200]
    ) {
        self.method = method
        self.url = url
        self.fields = fields
        self.body = body
        self.mediaTypes = mediaTypes
        self.statuses = statuses
    }

    public var description: String { "\(method) \(url.prefix { $0 != "?" })" }

    public var debugDescription: String { description }

    public var customMirror: Mirror { Mirror(self, children: []) }
}
