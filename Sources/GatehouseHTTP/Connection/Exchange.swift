import Gatehouse

/// One request and its answer on a connection.
struct Exchange {
    /// Counts the connection's requests, so that a late reply or message cannot reach a later one's answer.
    var number = 0
    /// The request, until its task has it.
    var request: RequestHead?
    /// Whether the end of an answer without a length is the connection's, as in HTTP/1.0 and on a stream of HTTP/2.
    var endsWithConnection = false
    var isHEAD = false
    /// Whether the connection ends with the answer.
    var closes = false
    /// The origin whose page may read the answer; nothing where the request names none that is allowed.
    var origin: String?
    /// The origin of a request whose body has not all come.
    var pendingOrigin: String? { request == nil ? nil : origin }
    /// Whether the client would rather have the answer compressed.
    var prefersGzip = false
    /// The answer, where it was decided before the body was read.
    var early: Answer?

    /// The answer to what could not be read as a request, or not to its end.
    init(number: Int = 0, origin: String? = nil) {
        self.number = number
        self.origin = origin
    }

    init(number: Int, _ head: consuming ReceivedHead) {
        self.number = number
        endsWithConnection = head.isHTTP10 || head.isStream
        isHEAD = head.request.method == "HEAD"
        closes = head.closes || endsWithConnection
        if let encoding = head.fields.acceptEncoding { prefersGzip = AcceptedEncoding.prefersGzip(encoding) }
        request = head.request
    }
}
