import Gatehouse
import NIOCore

extension ConnectionHandler {
    /// Starts the request path on this event loop. A request that has nothing to wait for is answered when this returns,
    /// without a task.
    func startRequest() {
        guard let reference, let head = exchange.request.take() else { return }
        let number = exchange.number
        let body = reader.takeBody()
        let stream: (any ReplyStream)? = exchange.isHEAD ? nil : EventStream(connection: reference, request: number)
        phase = .answering
        isAwaitingReply = true
        LoopCounters.add(1, to: loop.counters.requests)
        reference.finish(number, core.responder.begin(head, body: body, stream: stream))
    }

    /// Goes on with a request that has to wait or has opened a stream, in a task of its own; where the peer has gone
    /// meanwhile, to its end.
    func goOn(_ request: Int, _ rest: @escaping @Sendable () async -> Reply, _ reference: ConnectionReference) {
        task = nil
        let started = loop.executor.start {
            let reply = await rest()
            reference.finish(request, reply)
        }
        guard phase == .answering, isAwaitingReply, exchange.number == request else { return started.cancel() }
        // Where it has ended already, in something that goes on, the task is that.
        if task == nil { task = started }
    }

    /// Takes a request's reply, which may come after the connection has gone.
    func finish(_ request: Int, _ answer: Answer) {
        LoopCounters.add(-1, to: loop.counters.requests)
        guard isAwaitingReply, request == exchange.number, phase == .answering else { return }
        isAwaitingReply = false
        task = nil
        if stream == nil, waiting.isEmpty {
            send(compressed(answer))
        } else {
            finishStream(answer)
        }
    }

    /// An answer as its client would rather have it (RFC 9110, sections 8.4 and 12.5.5).
    private func compressed(_ answer: Answer) -> Answer {
        guard core.configuration.compression == .gzip, let body = answer.body, Gzip.sizes.contains(body.count),
            answer.contentType == "application/json"
        else { return answer }
        var answer = answer
        answer.fields.append(Reply.Field("Vary", "Accept-Encoding"))
        guard exchange.prefersGzip, let shorter = Gzip.compress(body) else { return answer }
        answer.fields.append(Reply.Field("Content-Encoding", "gzip"))
        answer.body = shorter
        return answer
    }

    func cancelRequest() {
        task?.cancel()
    }

    /// Ends an exchange whose answer has been written.
    func answered(closes: Bool) {
        guard phase != .closed else { return }
        wait = .none
        if closes {
            close()
        } else {
            phase = .reading
            process()
        }
    }
}
