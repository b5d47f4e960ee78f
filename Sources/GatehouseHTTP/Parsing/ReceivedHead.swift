import Gatehouse

/// A request's header section, read and found to have one meaning only.
struct ReceivedHead: Sendable {
    /// How the body's end is found.
    enum Body: Hashable {
        case none
        case length(Int)
        case chunked
    }

    var request: RequestHead
    /// Whether the request is of HTTP/1.0, which is answered and closed.
    var isHTTP10 = false
    /// Whether the request is a stream of HTTP/2, which ends with its answer.
    var isStream = false
    var body = Body.none
    /// The fields for the transport itself.
    var fields = TransportFields()
    /// Whether the peer said that it will close the connection.
    var closes = false
    /// Whether the peer waits for `100 Continue` before it sends the body.
    var expectsContinue = false
}
