import Foundation

/// Reads lines from a file descriptor on a thread of its own, and no faster than they are dealt with.
///
/// Standard input may be a pipe, a terminal or a file, and only a blocking read serves all three.
package final class LineReader: Sendable {
    /// The lines, until the input ends.
    package let lines: AsyncStream<LineFramer.Element>
    private let room: DispatchSemaphore

    /// Starts reading.
    ///
    /// - Parameters:
    ///   - maximumBytes: The most bytes that a line may have.
    ///   - maximumPending: How many lines may be under way at once; ``done()`` says that one no longer is.
    package init(descriptor: Int32, maximumBytes: Int, maximumPending: Int) {
        let (lines, continuation) = AsyncStream.makeStream(of: LineFramer.Element.self)
        let room = DispatchSemaphore(value: maximumPending)
        self.lines = lines
        self.room = room
        let thread = Thread {
            Self.read(descriptor, LineFramer(maximumBytes: maximumBytes), room, continuation)
        }
        thread.name = "gatehouse.stdio.read"
        thread.start()
    }

    /// Says that a line is dealt with.
    package func done() {
        room.signal()
    }

    private static func read(
        _ descriptor: Int32,
        _ initial: LineFramer,
        _ room: DispatchSemaphore,
        _ continuation: AsyncStream<LineFramer.Element>.Continuation
    ) {
        var framer = initial
        var buffer = [UInt8](repeating: 0, count: 65_536)
        func yield(_ element: LineFramer.Element) {
            room.wait()
            continuation.yield(element)
        }
        while true {
            let count = buffer.withUnsafeMutableBytes { Foundation.read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            for element in framer.feed(buffer[..<count]) { yield(element) }
        }
        if let last = framer.finish() { yield(last) }
        continuation.finish()
    }
}
