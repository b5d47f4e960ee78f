/// Who wants to hear of resources for as long as a stream lasts.
struct ResourceReader: Sendable {
    let principal: Principal
    /// The number of the request that opened the stream.
    let requestID: String
    /// The request, but for its body, where guards have to see it; nothing where no resource had any.
    var received: Received?
}
