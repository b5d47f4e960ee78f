import Gatehouse
import NIOCore

/// A request's stream of Server-Sent Events.
///
/// It is a reference and a number, which fit into an existential without an allocation.
struct EventStream: ReplyStream {
    let connection: ConnectionReference
    let request: Int

    func send(_ message: [UInt8], fields: [Reply.Field]) async throws(StreamClosed) {
        if connection.eventLoop.inEventLoop {
            switch connection.handler.value.sendEvent(message, fields: fields, of: request) {
            case .written: return
            case .closed: throw StreamClosed()
            case .full: break
            }
        }
        guard await sendWhenRoom(message, fields: fields) else { throw StreamClosed() }
    }

    private func sendWhenRoom(_ message: [UInt8], fields: [Reply.Field]) async -> Bool {
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
