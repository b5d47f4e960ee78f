import NIOCore
import Synchronization

/// What the connections of one event loop share. It is used on that loop only.
final class LoopState {
    let eventLoop: any EventLoop
    let executor: LoopExecutor
    let counters: LoopCounters
    private(set) var isDraining = false
    /// Connections of HTTP/1.1, and the streams of those of HTTP/2.
    private var connections: [ObjectIdentifier: ConnectionHandler] = [:]
    private var multiplexed: [ObjectIdentifier: HTTP2Connection] = [:]
    private var heap = HeapTrim()
    private var spare = ByteBuffer()
    private var date = HTTPDate()

    init(_ eventLoop: any EventLoop, counters: LoopCounters) {
        self.eventLoop = eventLoop
        self.counters = counters
        executor = LoopExecutor(eventLoop)
    }

    /// The `Date` field's value for now.
    var currentDate: String { date.current() }

    /// Requests whose task has not ended.
    var requests: Int { counters.requests.load(ordering: .relaxed) }

    /// Connections on which a request is being received, answered or sent its answer.
    var busyConnections: Int {
        connections.values.count { $0.isBusy } + multiplexed.values.count { $0.isBusy }
    }

    func add(_ connection: ConnectionHandler) {
        connections[ObjectIdentifier(connection)] = connection
        if connection.frames == nil { LoopCounters.add(1, to: counters.connections) }
        heap.opened(connections.count)
    }

    func remove(_ connection: ConnectionHandler) {
        guard connections.removeValue(forKey: ObjectIdentifier(connection)) != nil else { return }
        if connection.frames == nil { LoopCounters.add(-1, to: counters.connections) }
        heap.closed(connections.count)
    }

    func add(_ connection: HTTP2Connection) {
        multiplexed[ObjectIdentifier(connection)] = connection
        LoopCounters.add(1, to: counters.connections)
    }

    func remove(_ connection: HTTP2Connection) {
        guard multiplexed.removeValue(forKey: ObjectIdentifier(connection)) != nil else { return }
        LoopCounters.add(-1, to: counters.connections)
    }

    /// An empty buffer to write into. What was written to it last time is reused once the socket has taken it.
    func takeBuffer() -> ByteBuffer {
        var buffer = ByteBuffer()
        swap(&buffer, &spare)
        buffer.clear(minimumCapacity: 1024)
        return buffer
    }

    /// Keeps a buffer for the next connection that writes.
    func giveBack(_ buffer: ByteBuffer) {
        if buffer.storageCapacity <= 64 * 1024 { spare = buffer }
    }

    /// From now on every answer closes its connection, and new connections are not served.
    func beginDraining() {
        isDraining = true
        for connection in multiplexed.values { connection.beginDraining() }
    }

    func closeIdleConnections() {
        for connection in connections.values where !connection.isBusy { connection.closeIdle() }
        for connection in multiplexed.values { connection.finishDraining() }
    }

    /// Closes every connection, whatever it is doing.
    func closeConnections() {
        for connection in connections.values { connection.closeNow() }
        for connection in multiplexed.values { connection.closeNow() }
    }

    func cancelRequests() {
        for connection in connections.values { connection.cancelRequest() }
    }
}
