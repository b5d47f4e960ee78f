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
    /// The answer, where it was decided before the body was read.
    var early: Answer?

    /// The answer to what could not be read as a request.
    init(number: Int = 0) {
        self.number = number
    }

    init(number: Int, _ head: consuming ReceivedHead) {
        self.number = number
        endsWithConnection = head.isHTTP10 || head.isStream
        isHEAD = head.request.method == "HEAD"
        closes = head.closes || endsWithConnection
        request = head.request
    }
}
