import Gatehouse
import Synchronization

/// Carries what a request path sends to whoever writes the response, one thing at a time: a message's sender goes on when
/// it is taken, and the next is taken when it has been written.
final class MountedExchange: ReplyStream {
    enum Event: Sendable {
        case opened([Reply.Field])
        case message(StreamMessage, [Reply.Field])
        /// The stream has been silent for long.
        case silence
        case reply(Reply)
    }

    private struct Offer {
        let event: Event
        let sender: CheckedContinuation<Bool, Never>?
    }

    private struct State {
        /// As many as there are tasks that send.
        var offers: [Offer] = []
        var taker: CheckedContinuation<Event?, Never>?
        var isClosed = false
    }

    private let state = Mutex(State())

    func open(fields: [Reply.Field]) async throws(StreamClosed) {
        guard await offer(.opened(fields)) else { throw StreamClosed() }
    }

    func send(_ message: StreamMessage, fields: [Reply.Field]) async throws(StreamClosed) {
        guard await offer(.message(message, fields)) else { throw StreamClosed() }
    }

    /// Hands in the reply, behind what waits.
    func finish(_ reply: Reply) {
        put(Offer(event: .reply(reply), sender: nil))
    }

    /// Tells the writer of a silence, if it waits for something.
    func tick() {
        let taker = state.withLock { state in
            defer { state.taker = nil }
            return state.taker
        }
        taker?.resume(returning: .silence)
    }

    /// Nobody writes any more: every sender is told so.
    func close() {
        let (offers, taker) = state.withLock { state in
            state.isClosed = true
            defer { (state.offers, state.taker) = ([], nil) }
            return (state.offers, state.taker)
        }
        for offer in offers { offer.sender?.resume(returning: false) }
        taker?.resume(returning: nil)
    }

    /// The next thing to write; nothing once the exchange is closed.
    func next() async -> Event? {
        await withCheckedContinuation { taker in
            let (offer, isClosed) = state.withLock { state -> (Offer?, Bool) in
                guard state.offers.isEmpty else { return (state.offers.removeFirst(), false) }
                if !state.isClosed { state.taker = taker }
                return (nil, state.isClosed)
            }
            if let offer {
                offer.sender?.resume(returning: true)
                taker.resume(returning: offer.event)
            } else if isClosed {
                taker.resume(returning: nil)
            }
        }
    }

    private func offer(_ event: Event) async -> Bool {
        await withCheckedContinuation { put(Offer(event: event, sender: $0)) }
    }

    private func put(_ offer: Offer) {
        let (taker, isClosed) = state.withLock { state -> (CheckedContinuation<Event?, Never>?, Bool) in
            guard !state.isClosed else { return (nil, true) }
            defer { state.taker = nil }
            if state.taker == nil { state.offers.append(offer) }
            return (state.taker, false)
        }
        if isClosed {
            offer.sender?.resume(returning: false)
        } else if let taker {
            offer.sender?.resume(returning: true)
            taker.resume(returning: offer.event)
        }
    }
}
