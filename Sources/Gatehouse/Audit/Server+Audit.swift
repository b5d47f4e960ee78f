extension Server {
    /// What a request is, where it is no call of a method: the end of a session, or a stream.
    func event(of head: RequestHead) -> String? {
        switch head.method {
        case "DELETE": "session.end"
        case "GET": "session.stream"
        default: nil
        }
    }
}

extension Server {
    /// What an audit has to know of a call that runs again.
    func entryRecord(of routed: Routed, _ requestID: String) -> RequestRecord {
        var record = RequestRecord(requestID: requestID, head: routed.caller.received.head)
        record.note(routed.caller)
        record.method = routed.request.method
        record.name = routed.target.name
        return record
    }
}
