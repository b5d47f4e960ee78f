public import Gatehouse
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Writes an audit log to the process's output, for whoever collects it.
///
/// What was written cannot be read again, so the chain begins anew with every process, and a line is kept once the
/// reader's pipe has taken it. Where the output fails in the middle of several lines, those are written once more when it
/// works again.
public final class StreamAuditStore: AuditStore {
    private struct State {
        var head = AuditHead.origin
        /// What is still to be written of a line that was begun.
        var rest: [UInt8] = []
    }

    private let descriptor: Int32
    private let state = Mutex(State())

    /// Makes a store; by default on the standard output.
    public init(descriptor: Int32 = 1) {
        self.descriptor = descriptor
        signal(SIGPIPE, SIG_IGN)
    }

    public func append(
        _ durability: AuditDurability, _ lines: (AuditHead) -> AuditLines
    ) throws(AuditFailure) -> AuditHead {
        try state.withLock { state throws(AuditFailure) in
            try write(&state.rest)
            let lines = lines(state.head)
            var bytes = lines.bytes
            defer {
                // What is begun goes on with the next attempt, and counts from its first byte on.
                if bytes.count < lines.bytes.count { (state.head, state.rest) = (lines.head, bytes) }
            }
            try write(&bytes)
            return lines.head
        }
    }

    private func write(_ bytes: inout [UInt8]) throws(AuditFailure) {
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { systemWrite(descriptor, $0) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                let isFull = errno == ENOSPC || errno == EDQUOT || errno == EFBIG
                throw AuditFailure(
                    isFull ? .full : .unusable,
                    "The standard output cannot be written: \(String(cString: strerror(errno)))")
            }
            bytes.removeFirst(count)
        }
    }

    public func head() throws(AuditFailure) -> AuditHead { state.withLock { $0.head } }

    public func page(from place: Int64, limit: Int) throws(AuditFailure) -> AuditPage {
        AuditPage(lines: [], next: place)
    }

    public func place(ofLast count: Int) throws(AuditFailure) -> Int64 { 0 }

    public func close() {}
}

private func systemWrite(_ descriptor: Int32, _ buffer: UnsafeRawBufferPointer) -> Int {
    write(descriptor, buffer.baseAddress, buffer.count)
}
