import Gatehouse
import NIOCore

/// A request's stream of Server-Sent Events.
///
/// It is a reference and a number, which fit into an existential without an allocation.
struct EventStream: ReplyStream {
    let connection: ConnectionReference
    let request: Int

    func open(fields: [Reply.Field]) async throws(StreamClosed) {
        if connection.eventLoop.inEventLoop {
            guard connection.handler.value.openStream(fields, of: request) else { throw StreamClosed() }
            return
        }
        let (connection, request) = (connection, request)
        let isOpen = await withCheckedContinuation { opened in
            connection.eventLoop.execute {
                opened.resume(returning: connection.handler.value.openStream(fields, of: request))
            }
        }
        guard isOpen else { throw StreamClosed() }
    }

    func send(_ message: StreamMessage, fields: [Reply.Field]) async throws(StreamClosed) {
        if connection.eventLoop.inEventLoop {
            switch connection.handler.value.sendEvent(message, fields: fields, of: request) {
            case .written: return
            case .closed: throw StreamClosed()
            case .full: break
            }
        }
        guard await sendWhenRoom(message, fields: fields) else { throw StreamClosed() }
    }

    private func sendWhenRoom(_ message: StreamMessage, fields: [Reply.Field]) async -> Bool {
        let ticket = SendTicket()
        let (connection, request) = (connection, request)
        return await withTaskCancellationHandler {
            await withCheckedContinuation { sender in
                let waiting = WaitingMessage(ticket: ticket, message: message, fields: fields, sender: sender)
                connection.eventLoop.execute { connection.handler.value.enqueue(waiting, of: request) }
            }
        } onCancel: {
            ticket.cancel()
            connection.eventLoop.execute { connection.handler.value.dropCancelledMessages() }
        }
    }
}
