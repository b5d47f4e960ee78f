import Gatehouse
import NIOCore

extension ConnectionHandler {
    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        switch phase {
        case .closed: return
        case .closing: discarded += bytes.readableBytes
        case .reading, .answering:
            take(&bytes)
            if phase == .reading { process() }
        }
    }

    /// Keeps what came. More than the bound comes only where the peer has closed its side, as the system then hands
    /// over all it has; such a connection is not worth the memory.
    private func take(_ bytes: inout ByteBuffer) {
        if inbound.readableBytes == 0 {
            inbound = bytes
        } else if phase == .reading || inbound.readableBytes <= core.limits.pipelinedBytes {
            inbound.writeBuffer(&bytes)
        } else {
            exchange.closes = true
        }
    }

    func read(context: ChannelHandlerContext) {
        if wantsInput {
            context.read()
        } else {
            isReadHeld = true
        }
    }

    /// Takes a head that came in frames, and answers it once the request is whole.
    func receive(_ head: Result<ReceivedHead, HTTPRefusal>, isWhole: Bool) {
        guard phase == .reading else { return }
        reader.receive(head, isWhole: isWhole)
        process()
    }

    /// All frames of the request have come.
    func receiveEnd() {
        guard phase == .reading else { return }
        reader.endFrames()
        process()
    }

    /// Whether there is room for what a read may bring.
    private var wantsInput: Bool {
        switch phase {
        case .reading: canWrite || inbound.readableBytes < core.limits.pipelinedBytes
        case .answering: inbound.readableBytes < core.limits.pipelinedBytes
        case .closing: discarded < core.limits.lingeringBytes
        case .closed: false
        }
    }

    func releaseRead() {
        guard isReadHeld, wantsInput else { return }
        isReadHeld = false
        context?.read()
    }

    /// Understands and answers what has come, until more is needed or an answer takes time.
    func process() {
        guard !isProcessing else { return }
        isProcessing = true
        loop: while phase == .reading, canWrite {
            switch reader.next(&inbound) {
            case .needsMore: break loop
            case .head(let head): begin(head)
            case .complete: answer()
            case .refused(let refusal): refuse(refusal)
            }
        }
        countBody()
        if phase == .reading, frames?.bodies.isKept == false, countedBody > 0 {
            refuse(.bodiesTooLarge(core.limits))
            countBody()
        }
        isProcessing = false
        flush()
        compact()
        if isInputClosed, phase == .reading, canWrite { close() }
        updateWait()
        releaseRead()
    }

    /// The peer has closed its side.
    ///
    /// A client that goes away and one that only says that it has sent everything look the same from here. No HTTP
    /// client in use does the latter with a request unanswered, so a request in work counts as cancelled; an answer
    /// that is being written is written to its end.
    func inputClosed() {
        isInputClosed = true
        exchange.closes = true
        switch phase {
        case .reading: process()
        case .answering: if isAwaitingReply { closeNow() }
        case .closing: closeNow()
        case .closed: break
        }
    }

    private func begin(_ received: consuming ReceivedHead) {
        wait = .none
        var head = received
        core.forwarding?.apply(head.fields, to: &head.request)
        let origin = allowedOrigin(head.request)
        let answer = earlyAnswer(core.routes.decide(head, isDraining: loop.isDraining), head)
        let expectsContinue = head.expectsContinue
        let canDiscardBody = canDiscardBody(of: head)
        exchange = Exchange(number: exchange.number &+ 1, head)
        exchange.origin = origin
        if isInputClosed { exchange.closes = true }
        guard let answer else {
            if expectsContinue, inbound.readableBytes == 0 { writeContinue() }
            return
        }
        if canDiscardBody {
            reader.discardsBody = true
            exchange.early = answer
        } else {
            send(answer, abandoning: true)
        }
    }

    private func earlyAnswer(_ decision: Routes.Decision, _ head: ReceivedHead) -> Answer? {
        switch decision {
        case .answer(let answer): return answer
        case .document(let answer): return core.responder.refuse(head.request).map(Answer.init) ?? answer
        case .endpoint:
            if beganWhileDraining { return shuttingDown }
            // A request that is all here soon is refused with its id by the request path; a long body is not waited for.
            return canDiscardBody(of: head) ? nil : core.responder.refuse(head.request).map(Answer.init)
        }
    }

    private var shuttingDown: Answer {
        Answer(
            refusing: 503, code: "shutting_down", message: "The server is shutting down; ask again.",
            fields: [Reply.Field("Retry-After", "1")])
    }

    /// Whether a body that nobody wants is small enough, and sure enough to come, to be read to its end.
    private func canDiscardBody(of head: ReceivedHead) -> Bool {
        switch head.body {
        case .none: true
        case .length(let length): length <= core.limits.discardedBytes && !head.expectsContinue
        case .chunked: false
        }
    }

    private func answer() {
        wait = .none
        if let early = exchange.early {
            exchange.early = nil
            send(early)
        } else {
            startRequest()
        }
    }

    private func refuse(_ refusal: HTTPRefusal) {
        exchange = Exchange(number: exchange.number &+ 1, origin: exchange.pendingOrigin ?? originOfUnfinishedHead)
        send(Answer(refusal), abandoning: true)
    }

    /// The origin whose page may read answers to a request.
    private func allowedOrigin(_ request: RequestHead) -> String? {
        core.routes.isEndpoint(request) ? core.crossOrigin?.allowedOrigin(request) : nil
    }

    /// The same of a request whose head was refused, as far as it had come.
    private var originOfUnfinishedHead: String? {
        var head = reader.draft.received
        guard !head.request.origin.isEmpty else { return nil }
        core.forwarding?.apply(head.fields, to: &head.request)
        return allowedOrigin(head.request)
    }

    /// Counts what is held of the body among those of the connection's other requests.
    func countBody() {
        guard let bodies = frames?.bodies else { return }
        bodies.change(by: reader.body.count - countedBody)
        countedBody = reader.body.count
    }

    /// Gives the read buffer back as soon as everything in it is understood.
    private func compact() {
        if inbound.readableBytes == 0 {
            inbound = ByteBuffer()
        } else if inbound.readerIndex > 0 {
            inbound.discardReadBytes()
        }
    }
}
