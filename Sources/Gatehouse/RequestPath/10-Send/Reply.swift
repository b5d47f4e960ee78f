/// What the request path answers, for a transport to send.
public struct Reply: Sendable {
    /// A header field of a reply.
    public struct Field: Sendable, Hashable {
        /// The name as it is sent; names compare without regard to case.
        public let name: String
        public let value: String

        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The HTTP status, also on a transport that sends none.
    public var status: Int
    /// The header fields, but for those that the transport sets: `Content-Type`, `Content-Length`, `Date`, `Connection`.
    public var fields: [Field]
    /// One JSON text in UTF-8, without a newline in it; nothing where the reply has no body.
    public var body: [UInt8]?
    /// The id of the reply's event, where the reply ends a stream of Server-Sent Events.
    public var eventID: String?
    /// Whether the transport must close the connection after the reply.
    public var closesConnection: Bool
    /// What is left to be done before there is a reply, where a step has to wait, or where a stream is open that may last
    /// for hours: this one is then no reply yet. It gives the real one, or one with a rest again, and is to be run once, even
    /// where the peer has gone. A transport runs each in a task of its own, because a task keeps the memory that the whole
    /// path took for as long as it lasts.
    public var rest: (@Sendable () async -> Reply)?

    public init(status: Int, fields: [Field] = [], body: [UInt8]? = nil, closesConnection: Bool = false) {
        self.status = status
        self.fields = fields
        self.body = body
        self.closesConnection = closesConnection
    }

    /// What comes before a reply that a stream ends with.
    ///
    /// - Parameter rest: What is left to be done; see ``rest``.
    public init(after rest: @escaping @Sendable () async -> Reply) {
        self.init(status: 200)
        self.rest = rest
    }

    /// The reply itself, after what is left to be done before there is one. Returns at once where nothing is left.
    func completed() async -> Reply {
        var reply = self
        while let rest = reply.rest { reply = await rest() }
        return reply
    }
}

/// Where a request's messages go before its reply.
///
/// Over HTTP the first message turns the response into a stream of Server-Sent Events with status 200; the reply then
/// becomes the stream's last event, and one without a body just ends it. Over stdio messages are lines.
public protocol ReplyStream: Sendable {
    /// Begins the response before there is a message to send. Does nothing where the stream has begun, or where the
    /// transport has no beginning to send.
    ///
    /// - Parameter fields: The header fields of the response.
    /// - Throws: ``StreamClosed`` where the peer is gone.
    func open(fields: [Reply.Field]) async throws(StreamClosed)

    /// Sends one message, and returns when the connection has room for another.
    ///
    /// - Parameters:
    ///   - message: What to send.
    ///   - fields: The header fields of the response, sent with the first message; later ones are ignored.
    /// - Throws: ``StreamClosed`` where the peer is gone.
    func send(_ message: StreamMessage, fields: [Reply.Field]) async throws(StreamClosed)
}

extension ReplyStream {
    /// Sends one message that is a JSON text and nothing else.
    public func send(_ message: [UInt8], fields: [Reply.Field]) async throws(StreamClosed) {
        try await send(StreamMessage(message), fields: fields)
    }
}

/// The peer that a stream leads to is gone.
public struct StreamClosed: Error, Sendable, Hashable {
    public init() {}
}

/// What a transport hands its requests to.
public protocol RequestResponder: Sendable {
    /// The names, in lower case, of the header fields that are wanted in ``RequestHead/fields`` beside those that the
    /// protocol knows. A transport asks for every connection.
    var headerFieldNames: Set<String> { get }

    /// The paths that the responder answers beside the endpoint's. A transport asks once.
    var paths: Set<String> { get }

    /// Refuses a request by its head alone, before its body is read, or lets it pass.
    ///
    /// - Returns: The refusal, or nothing where the body may be read.
    func refuse(_ head: RequestHead) -> Reply?

    /// Answers a request as far as that takes no waiting, without a task: what is left is the reply's ``Reply/rest``.
    ///
    /// Parameters are those of ``respond(to:body:stream:)``.
    func begin(_ head: RequestHead, body: [UInt8], stream: (any ReplyStream)?) -> Reply

    /// Answers a request. Cancelling the task stops the work on it.
    ///
    /// Whoever has no use for ``Reply/rest`` calls ``reply(to:body:stream:)``.
    ///
    /// - Parameters:
    ///   - head: The request, but for its body.
    ///   - body: The body's bytes, already within the transport's bound.
    ///   - stream: Where notifications go; nothing where the transport has no stream for them.
    func respond(to head: RequestHead, body: [UInt8], stream: (any ReplyStream)?) async -> Reply

    /// Ends what would go on for as long as its client lets it, in order: the transport is about to wait for what is under
    /// way. It does not wait itself, and may be called more than once.
    func beginDraining()
}

extension RequestResponder {
    /// Answers a request to the end of its stream. Parameters and cancellation are those of
    /// ``respond(to:body:stream:)``.
    public func reply(to head: RequestHead, body: [UInt8], stream: (any ReplyStream)?) async -> Reply {
        await respond(to: head, body: body, stream: stream).completed()
    }

    /// Waits for everything.
    public func begin(_ head: RequestHead, body: [UInt8], stream: (any ReplyStream)?) -> Reply {
        Reply(after: { await respond(to: head, body: body, stream: stream) })
    }

    /// No other fields.
    public var headerFieldNames: Set<String> { [] }

    /// Nothing goes on for long.
    public func beginDraining() {}

    /// No other paths.
    public var paths: Set<String> { [] }
}
