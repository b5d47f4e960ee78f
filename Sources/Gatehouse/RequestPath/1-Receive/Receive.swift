import GatehouseProtocol

/// A request that may come from where it comes from, and has the form that its transport asks for.
///
/// Every later step's value holds it, so it is an object: handing it on costs one reference, not one for each field.
final class Received: Sendable {
    let head: RequestHead
    let body: [UInt8]

    fileprivate init(head: RequestHead, body: [UInt8]) {
        self.head = head
        self.body = body
    }

    /// The same without its body, for what outlasts the reading of it.
    var withoutBody: Received { Received(head: head, body: []) }

    /// A message that this request holds, for the path to carry out by itself: it came from where the request came from.
    func carrying(_ body: [UInt8], head: RequestHead) -> Received {
        Received(head: head, body: body)
    }
}

/// Step 1: refuses what did not come from an allowed host and origin, and what is no POST of JSON.
///
/// Implements the security section of basic/transports/streamable-http (2026-07-28): `Origin` is checked on every
/// request, before anything of it is read. The `Host` check closes the same attack, DNS rebinding, for clients that
/// send no `Origin`.
struct Receive: Sendable {
    let hosts: HostPolicy
    let origins: OriginPolicy

    /// Refuses a request by its head, before its body is read.
    func refuse(_ head: RequestHead) -> Refusal? {
        guard head.transport.hasHeaderFields else { return nil }
        if let refusal = hosts.check(head.host) {
            return refusal.refusal(code: .invalidRequest)
        }
        // A proxy's word on the host is no way around the check of it: not every proxy removes what a page has set.
        if let host = head.publicHost, let refusal = hosts.check([host]) {
            return refusal.refusal(code: .invalidRequest)
        }
        if let refusal = origins.check(head.origin, host: head.reachedHost) {
            return refusal.refusal(code: .forbidden)
        }
        return nil
    }

    func callAsFunction(_ head: RequestHead, body: [UInt8]) throws(Refusal) -> Received {
        guard head.transport.hasHeaderFields else { return Received(head: head, body: body) }
        if let refusal = refuse(head) { throw refusal }
        switch head.method {
        case "POST": try checkMediaTypes(head)
        case "GET": try checkEventStream(head)
        case "DELETE": break
        default: throw methodNotAllowed
        }
        return Received(head: head, body: body)
    }

    /// GET and DELETE belong to sessions of revisions up to 2025-11-25.
    private var methodNotAllowed: Refusal {
        var refusal = refusal(405, "the endpoint takes POST, and GET and DELETE for a session")
        refusal.fields = [Reply.Field("Allow", "GET, POST, DELETE")]
        return refusal
    }

    private func checkMediaTypes(_ head: RequestHead) throws(Refusal) {
        guard MediaType.isJSON(head.contentType) else {
            throw refusal(415, "Content-Type must be application/json")
        }
        guard MediaType.accepts("application/json", head.accept) else {
            throw refusal(406, "Accept must list application/json and text/event-stream")
        }
    }

    private func checkEventStream(_ head: RequestHead) throws(Refusal) {
        guard MediaType.accepts("text/event-stream", head.accept) else {
            throw refusal(406, "Accept must list text/event-stream")
        }
    }

    private func refusal(_ status: Int, _ message: String) -> Refusal {
        Refusal(.receive, status: status, error: JSONRPCError(.invalidRequest, message))
    }
}
