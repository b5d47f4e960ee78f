import Gatehouse
import NIOCore

/// A connection as tasks see it, which may run on any thread.
final class ConnectionReference: Sendable {
    let eventLoop: any EventLoop
    let handler: NIOLoopBound<ConnectionHandler>

    init(_ handler: ConnectionHandler, eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
        self.handler = NIOLoopBound(handler, eventLoop: eventLoop)
    }

    /// Hands in a request's reply. Called on the connection's event loop, which is where requests' tasks run.
    func finish(_ request: Int, _ reply: Reply) {
        if let rest = reply.rest {
            handler.value.goOn(request, rest, self)
        } else {
            handler.value.finish(request, Answer(reply))
        }
    }
}
