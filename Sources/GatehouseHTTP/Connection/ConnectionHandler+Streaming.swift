import Gatehouse
import NIOCore

/// Streams of Server-Sent Events: basic/transports/streamable-http (2026-07-28), "Receiving Messages".
extension ConnectionHandler {
    enum Sent {
        case written
        /// There is no room now.
        case full
        case closed
    }

    /// Begins the stream, and returns whether the request still waits for its reply.
    func openStream(_ fields: [Reply.Field], of request: Int) -> Bool {
        guard isAwaitingReply, request == exchange.number, phase == .answering else { return false }
        guard stream == nil else { return true }
        openStream(fields)
        flush()
        return true
    }

    /// Writes a message at once, if it is small and there is room.
    func sendEvent(_ message: StreamMessage, fields: [Reply.Field], of request: Int) -> Sent {
        guard isAwaitingReply, request == exchange.number, phase == .answering else { return .closed }
        guard waiting.isEmpty, canWrite, message.body.count <= Self.wholeBodyBytes else { return .full }
        openStream(fields)
        writeEvent(message)
        return .written
    }

    /// Takes a message whose sender waits until there is room.
    func enqueue(_ message: WaitingMessage, of request: Int) {
        guard isAwaitingReply, request == exchange.number, phase == .answering, !message.ticket.isCancelled else {
            message.sender.resume(returning: false)
            return
        }
        waiting.append(message)
        pump()
    }

    /// Wakes senders whose tasks were cancelled. Their messages are not sent.
    func dropCancelledMessages() {
        let cancelled = waiting.filter { $0.ticket.isCancelled }
        waiting.removeAll { $0.ticket.isCancelled }
        for message in cancelled { message.sender.resume(returning: false) }
        if case .message(let ticket, _) = outgoing?.completion, ticket.isCancelled { outgoing?.abandon() }
    }

    /// Wakes all senders, because nothing more can be sent.
    func failMessages() {
        let unsent = waiting
        waiting = []
        for message in unsent { message.sender.resume(returning: false) }
        outgoing?.abandon()
        outgoing = nil
    }

    /// Begins a message that had to wait.
    func start(_ message: WaitingMessage) {
        openStream(message.fields)
        if message.message.body.count <= Self.wholeBodyBytes {
            writeEvent(message.message)
            message.sender.resume(returning: true)
        } else {
            startLargeEvent(message.message, then: .message(message.ticket, message.sender))
        }
    }

    /// Sends a request's reply as its stream's last event. Its status and fields come too late.
    func finishStream(_ answer: Answer) {
        guard waiting.isEmpty, canWrite else {
            finalAnswer = answer
            return
        }
        exchange.closes = exchange.closes || stream?.closes == true || answer.closes
        let body = answer.body ?? []
        let message = StreamMessage(body, eventID: answer.eventID)
        if body.count > Self.wholeBodyBytes {
            startLargeEvent(message, then: .stream)
            pump()
        } else {
            if !body.isEmpty { writeEvent(message) }
            closeStream()
        }
    }

    /// Writes the stream's end and ends the exchange.
    func closeStream() {
        if stream?.isChunked == true { withOutput { $0.writeStaticString("0\r\n\r\n") } }
        endStream()
        answered(closes: exchange.closes || loop.isDraining)
    }

    /// Forgets the stream.
    func endStream() {
        guard stream != nil else { return }
        stream = nil
        LoopCounters.add(-1, to: loop.counters.streams)
    }

    /// Writes a comment, where the stream has been silent for long.
    func writeCommentIfSilent(_ now: NIODeadline) {
        guard let stream, phase == .answering, now >= stream.lastWrite + core.times.streamComment else { return }
        self.stream?.lastWrite = now
        guard outgoing == nil, unsent == 0 else { return }
        withOutput { output in
            let comment: StaticString = ": keep-alive\n\n"
            beginPart(comment.utf8CodeUnitCount, &output)
            output.writeStaticString(comment)
            endPart(&output)
        }
    }

    private func openStream(_ fields: [Reply.Field]) {
        guard stream == nil else { return }
        let closes = exchange.closes || loop.isDraining
        stream = OpenStream(isChunked: !exchange.endsWithConnection, closes: closes, lastWrite: now)
        LoopCounters.add(1, to: loop.counters.streams)
        let head = ResponseHead(
            status: 200, contentType: nil, fields: fields, body: exchange.endsWithConnection ? .untilClose : .chunked,
            closes: closes, isEventStream: true)
        withOutput { write(head, to: &$0) }
        schedule()
    }

    private func writeEvent(_ message: StreamMessage) {
        stream?.lastWrite = now
        let prefix = EventPrefix(message)
        withOutput { output in
            beginPart(prefix.count + message.body.count + 2, &output)
            prefix.write(to: &output)
            output.writeBytes(Self.onOneLine(message.body))
            output.writeStaticString("\n\n")
            endPart(&output)
        }
    }

    private func startLargeEvent(_ message: StreamMessage, then completion: OutgoingBody.Completion) {
        stream?.lastWrite = now
        let prefix = EventPrefix(message)
        withOutput { output in
            beginPart(prefix.count + message.body.count + 2, &output)
            prefix.write(to: &output)
        }
        let tail: StaticString = stream?.isChunked == true ? "\n\n\r\n" : "\n\n"
        var body = OutgoingBody(Self.onOneLine(message.body), tail: tail, then: completion)
        if phase == .closed { body.abandon() } else { outgoing = body }
    }

    private func beginPart(_ length: Int, _ output: inout ByteBuffer) {
        guard stream?.isChunked == true else { return }
        output.writeString(String(length, radix: 16))
        output.writeStaticString("\r\n")
    }

    private func endPart(_ output: inout ByteBuffer) {
        if stream?.isChunked == true { output.writeStaticString("\r\n") }
    }

    /// A JSON text without line ends, which would end the event's data: between tokens they are white space as a
    /// space is, and within strings JSON has none.
    static func onOneLine(_ message: [UInt8]) -> [UInt8] {
        guard message.contains(where: { $0 == 0x0A || $0 == 0x0D }) else { return message }
        return message.map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 }
    }
}
