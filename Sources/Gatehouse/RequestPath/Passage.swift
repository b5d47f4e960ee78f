import GatehouseProtocol

/// What is known of a request on its way along the path.
struct Passage: Sendable {
    var record: RequestRecord
    var clock: StepClock
    let start: ContinuousClock.Instant
    /// Where messages before the reply go.
    var stream: (any ReplyStream)?
    /// The request's id, once it is read.
    var id: RequestID?
    /// The values that live for the request, where it needs any.
    var scope: RequestScope?
    /// What an audit has to know, once the request may run.
    var trace: AuditTrace?

    init(
        _ head: RequestHead, _ stream: (any ReplyStream)?, _ identifiers: RequestIdentifiers,
        _ observer: any RequestObserver
    ) {
        start = .now
        record = RequestRecord(requestID: identifiers.next(), head: head)
        clock = StepClock(isOn: observer.wantsSteps, start: start)
        self.stream = stream
    }

    /// How far a request has come along the path without waiting.
    enum Advance {
        case answered(Reply)
        /// What comes next may have to wait.
        case waits(Remainder)
    }

    /// The rest of the path, from where a request has come to.
    typealias Remainder = @Sendable (Server, inout Passage) async throws(Refusal) -> Reply
}
