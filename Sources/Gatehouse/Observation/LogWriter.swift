import Dispatch
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Writes lines to a file descriptor from a thread of its own, so that nobody who logs waits for a disk or a pipe.
///
/// Lines are gathered for at most 50 ms; an urgent one is written at once, with all before it. Where they come faster
/// than they can be written, the newest are dropped once a mebibyte waits, and a line says how many.
public final class LogWriter: Sendable {
    private struct State {
        var pending: [UInt8] = []
        var dropped = 0
        var isScheduled = false
    }

    private static let maximumPending = 1 << 20
    private static let delay = DispatchTimeInterval.milliseconds(50)

    private let descriptor: Int32
    private let queue = DispatchQueue(label: "gatehouse.log")
    private let state = Mutex(State())

    /// Makes a writer; by default to standard error.
    public init(descriptor: Int32 = 2) {
        self.descriptor = descriptor
    }

    /// Takes a line.
    ///
    /// - Parameters:
    ///   - line: The line, without its line feed.
    ///   - isUrgent: Whether it must be out as soon as possible, because the process may not last.
    public func write(_ line: some Collection<UInt8>, isUrgent: Bool = false) {
        let mustSchedule = state.withLock { state in
            if state.pending.count + line.count > Self.maximumPending {
                state.dropped += 1
            } else {
                state.pending.append(contentsOf: line)
                state.pending.append(UInt8(ascii: "\n"))
            }
            guard isUrgent || !state.isScheduled else { return false }
            state.isScheduled = true
            return true
        }
        guard mustSchedule else { return }
        if isUrgent {
            queue.async { self.writePending() }
        } else {
            queue.asyncAfter(deadline: .now() + Self.delay) { self.writePending() }
        }
    }

    /// Writes everything that waits, and returns when it is written.
    public func flush() {
        queue.sync { writePending() }
    }

    private func writePending() {
        let (pending, dropped) = state.withLock { state in
            defer {
                state.pending.removeAll(keepingCapacity: state.pending.capacity <= 65_536)
                state.dropped = 0
                state.isScheduled = false
            }
            return (state.pending, state.dropped)
        }
        write(all: pending)
        if dropped > 0 {
            write(
                all: Array("{\"level\":\"warning\",\"message\":\"log lines were dropped\",\"count\":\(dropped)}\n".utf8)
            )
        }
    }

    private func write(all bytes: [UInt8]) {
        bytes.withUnsafeBytes { buffer in
            var rest = buffer[...]
            while !rest.isEmpty {
                let count = writeSome(UnsafeRawBufferPointer(rebasing: rest))
                if count < 0, errno == EINTR { continue }
                // Where nobody takes the log any more, there is nobody to tell.
                guard count > 0 else { return }
                rest = rest.dropFirst(count)
            }
        }
    }

    private func writeSome(_ buffer: UnsafeRawBufferPointer) -> Int {
        #if canImport(Glibc)
            Glibc.write(descriptor, buffer.baseAddress, buffer.count)
        #elseif canImport(Musl)
            Musl.write(descriptor, buffer.baseAddress, buffer.count)
        #else
            Darwin.write(descriptor, buffer.baseAddress, buffer.count)
        #endif
    }
}
