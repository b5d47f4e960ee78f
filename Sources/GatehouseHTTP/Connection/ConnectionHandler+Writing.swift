import Gatehouse
import NIOCore

extension ConnectionHandler {
    /// Bodies up to this size go out in one buffer with their header section.
    static let wholeBodyBytes = 16 * 1024

    /// Whether another answer or message may be written.
    var canWrite: Bool {
        outgoing == nil && context?.channel.isWritable == true
    }

    /// The bytes that the peer's side has not taken.
    var unsent: Int {
        if let frames { return frames.unsent + (output?.readableBytes ?? 0) }
        let buffered = try? context?.channel.syncOptions?.getOption(.bufferedWritableBytes)
        return (buffered ?? 0) + (output?.readableBytes ?? 0)
    }

    /// Writes an answer and ends the exchange.
    ///
    /// - Parameter abandoning: Whether the rest of what the peer is sending is not understood any more.
    func send(_ answer: Answer, abandoning: Bool = false) {
        let closes = abandoning || answer.closes || exchange.closes || loop.isDraining
        let bytes = exchange.isHEAD ? [] : answer.body ?? []
        withOutput { output in
            write(head(of: answer, closes: closes), to: &output)
            if bytes.count <= Self.wholeBodyBytes { output.writeBytes(bytes) }
        }
        guard phase != .closed else { return }
        if abandoning {
            closeLingering()
        } else if bytes.count <= Self.wholeBodyBytes {
            answered(closes: closes)
        } else {
            phase = .answering
            exchange.closes = closes
            outgoing = OutgoingBody(bytes, then: .answer)
            pump()
        }
    }

    private func head(of answer: Answer, closes: Bool) -> ResponseHead {
        let hasNoBody = answer.status == 204 || answer.status == 304
        return ResponseHead(
            status: answer.status, contentType: answer.body == nil ? nil : answer.contentType, fields: answer.fields,
            body: hasNoBody ? .none : .length(answer.body?.count ?? 0), closes: closes)
    }

    /// Writes a header section: as bytes, or on a stream of HTTP/2 as a frame of its own.
    func write(_ head: consuming ResponseHead, to output: inout ByteBuffer) {
        if let origin = exchange.origin { head.fields += CrossOrigin.fields(for: origin) }
        if let frames {
            frames.send(head, date: loop.currentDate)
        } else {
            head.write(to: &output, date: loop.currentDate)
        }
    }

    func writeContinue() {
        if let frames { return frames.sendContinue() }
        withOutput { $0.writeStaticString("HTTP/1.1 100 Continue\r\n\r\n") }
    }

    /// Writes into the output buffer, and sends it unless little is in it and more may follow at once.
    func withOutput(_ write: (inout ByteBuffer) -> Void) {
        guard phase != .closed else { return }
        var buffer = ByteBuffer()
        if let output { buffer = output } else { buffer = loop.takeBuffer() }
        output = nil
        write(&buffer)
        let isFull = buffer.readableBytes >= Self.wholeBodyBytes
        output = buffer
        if isFull || !isProcessing { flush() }
    }

    /// Hands the output buffer to the channel.
    func flush() {
        guard let buffer = output, let context, phase != .closed else { return }
        output = nil
        written += buffer.readableBytes
        context.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
        loop.giveBack(buffer)
        watchForStall()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable {
            pump()
            if phase == .reading { process() }
        }
        context.fireChannelWritabilityChanged()
    }

    /// Writes what waits, as far as there is room.
    func pump() {
        while phase == .answering, context?.channel.isWritable == true {
            if outgoing != nil {
                writePiece()
            } else if !waiting.isEmpty {
                start(waiting.removeFirst())
            } else if let answer = finalAnswer {
                finalAnswer = nil
                finishStream(answer)
            } else {
                return
            }
        }
    }

    /// The bytes of a large body that are written at once: fewer on a stream, as a connection may have many.
    private var pieceBytes: Int {
        frames == nil ? core.limits.streamBufferBytes / 2 : core.limits.streamBufferBytes / 8
    }

    private func writePiece() {
        guard var body = outgoing else { return }
        outgoing = nil
        withOutput { body.writePiece(of: pieceBytes, to: &$0) }
        flush()
        guard phase != .closed else {
            body.abandon()
            return
        }
        guard body.isWritten else {
            outgoing = body
            return
        }
        switch body.completion {
        case .answer: answered(closes: exchange.closes)
        case .stream: closeStream()
        case .message(_, let sender): sender.resume(returning: true)
        case .nothing: break
        }
    }

    // MARK: Closing

    /// Closes the connection once everything written has been sent.
    func close() {
        guard phase != .closed, phase != .closing else { return }
        phase = .closing
        discarded = core.limits.discardedBytes
        shutOutput()
    }

    /// As ``close()``, but leaves a peer that is still sending some time to read what it was told.
    private func closeLingering() {
        guard phase != .closed, phase != .closing else { return }
        phase = .closing
        discarded = inbound.readableBytes
        inbound = ByteBuffer()
        reader.dropBody()
        wait = .close(since: now)
        shutOutput()
        schedule()
    }

    private func shutOutput() {
        flush()
        context?.close(mode: .output, promise: nil)
    }

    func outputClosed() {
        if case .close = wait {
            wait = .close(since: now)
            schedule()
        } else {
            closeNow()
        }
    }

    /// Closes an idle connection.
    func closeIdle() {
        if phase == .reading { close() }
    }

    /// Closes the connection, and drops what has not been sent.
    ///
    /// Under TLS the end comes only when the peer has said its goodbye, which its request does not wait for.
    func closeNow() {
        guard phase != .closed else { return }
        cancelRequest()
        context?.close(promise: nil)
    }
}
