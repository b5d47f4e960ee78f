import Logging
import NIOCore

/// One timer serves all of a connection's bounds.
///
/// It is set for the earliest of them. A bound that moves away leaves it as it is, and it is set anew when it fires:
/// a busy connection, whose bounds move with every request, touches the event loop's timers about once a minute.
extension ConnectionHandler: NIOScheduledCallbackHandler {
    func handleScheduledCallback(eventLoop: some EventLoop) {
        timer = nil
        timerDeadline = nil
        guard phase != .closed else { return }
        let now = now
        if isOverdue(now) {
            giveUpWaiting()
        }
        beginStallWatch(now)
        if hasStalled(now) {
            core.logger.debug("A peer took nothing of its answer for too long")
            closeNow()
        }
        writeCommentIfSilent(now)
        schedule()
    }

    /// Sets the timer, if the next bound is earlier than what it is set for.
    func schedule() {
        guard phase != .closed, let deadline = nextDeadline else { return }
        if let timerDeadline, timerDeadline <= deadline { return }
        timer?.cancel()
        timerDeadline = deadline
        // Setting it fails only where the loop is shutting down, which closes the connection as well.
        timer = try? loop.eventLoop.assumeIsolated().scheduleCallback(at: deadline, handler: self)
    }

    func stopTimer() {
        timer?.cancel()
        timer = nil
        timerDeadline = nil
    }

    /// Decides what the connection waits for after something has been read or answered.
    func updateWait() {
        switch phase {
        case .reading where !canWrite, .answering: wait = .none
        case .reading: waitForPeer()
        case .closing, .closed: return
        }
        schedule()
    }

    /// Sees to it that somebody looks soon whether the peer takes what was written. Nearly always it has by then.
    func watchForStall() {
        guard stall == nil, stallLook == nil else { return }
        stallLook = now + StallWatch.delay(core.times.writeStall)
        schedule()
    }

    /// Begins to watch whether the peer takes what was written, unless it has taken all of it.
    private func beginStallWatch(_ now: NIODeadline) {
        guard let look = stallLook, now >= look else { return }
        stallLook = nil
        let unsent = unsent
        guard unsent > 0 else { return }
        stall = StallWatch(bound: core.times.writeStall, taken: written - unsent, now: now)
    }

    private var nextDeadline: NIODeadline? {
        var next = wait.deadline(core.times, bodyBytes: reader.bodyBytes)
        if let look = stall?.nextLook ?? stallLook { next = min(next ?? look, look) }
        if let stream {
            let comment = stream.lastWrite + core.times.streamComment
            next = min(next ?? comment, comment)
        }
        return next
    }

    private func waitForPeer() {
        switch wait {
        case .none where reader.isWithinHead && (reader.isWithinRequest || inbound.readableBytes > 0):
            wait = .head(since: now)
        case .none where reader.isWithinHead: wait = .nextRequest(since: now)
        case .none: wait = .body(since: now)
        // The first request's time runs from the connection's start, whether bytes come or not.
        case .firstRequest(let since) where inbound.readableBytes > 0 || reader.isWithinRequest:
            wait = .head(since: since)
        case .nextRequest where inbound.readableBytes > 0 || reader.isWithinRequest: wait = .head(since: now)
        case .firstRequest, .nextRequest, .head, .body, .close: break
        }
    }

    private func isOverdue(_ now: NIODeadline) -> Bool {
        guard let deadline = wait.deadline(core.times, bodyBytes: reader.bodyBytes) else { return false }
        return now >= deadline
    }

    private func giveUpWaiting() {
        switch wait {
        case .none: break
        case .firstRequest, .nextRequest, .close: closeNow()
        case .head:
            giveUp(
                "header_timeout",
                "The request's header section was not complete within \(core.configuration.timeouts.header)"
                    + " (http.header_timeout).")
        case .body:
            giveUp(
                "body_timeout",
                "The request's body did not come within \(core.configuration.timeouts.body), or came more slowly than"
                    + " \(core.times.bodyBytesPerSecond) bytes a second (http.body_timeout, http.min_body_rate).")
        }
    }

    /// Tells the peer that its time is over; or, where its request was refused while it was being sent, that.
    private func giveUp(_ code: String, _ message: String) {
        let answer = exchange.early ?? Answer(HTTPRefusal(408, code, message))
        exchange = Exchange(number: exchange.number &+ 1, origin: exchange.pendingOrigin)
        send(answer, abandoning: true)
    }

    private func hasStalled(_ now: NIODeadline) -> Bool {
        guard var watch = stall, now >= watch.nextLook else { return false }
        let unsent = unsent
        guard unsent > 0 else {
            stall = nil
            return false
        }
        let hasStalled = watch.look(taken: written - unsent, now: now)
        stall = watch
        return hasStalled
    }
}
