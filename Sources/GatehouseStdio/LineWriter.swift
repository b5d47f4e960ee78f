import Dispatch
import Gatehouse

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Writes whole lines to a file descriptor, one after the other, off the concurrent executor: a peer that does not read
/// holds up only those who write to it.
final class LineWriter: Sendable {
    private let descriptor: Int32
    private let queue = DispatchQueue(label: "gatehouse.stdio.write")

    init(descriptor: Int32) {
        self.descriptor = descriptor
        // A client that is gone shows as an error of write(2), not as a signal that ends the process.
        signal(SIGPIPE, SIG_IGN)
    }

    /// Writes a line, and returns when the operating system has it.
    ///
    /// - Throws: ``StreamClosed`` where nobody reads any more.
    func write(_ line: [UInt8]) async throws(StreamClosed) {
        let isWritten = await withCheckedContinuation { continuation in
            queue.async { [descriptor] in
                continuation.resume(returning: Self.write(line + [UInt8(ascii: "\n")], to: descriptor))
            }
        }
        guard isWritten else { throw StreamClosed() }
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var offset = 0
        while offset < bytes.count {
            let written = bytes.withUnsafeBytes { buffer in
                #if canImport(Glibc)
                    Glibc.write(
                        descriptor, UnsafeRawBufferPointer(rebasing: buffer[offset...]).baseAddress,
                        buffer.count - offset)
                #elseif canImport(Musl)
                    Musl.write(
                        descriptor, UnsafeRawBufferPointer(rebasing: buffer[offset...]).baseAddress,
                        buffer.count - offset)
                #else
                    Darwin.write(
                        descriptor, UnsafeRawBufferPointer(rebasing: buffer[offset...]).baseAddress,
                        buffer.count - offset)
                #endif
            }
            if written > 0 {
                offset += written
            } else if written < 0, errno != EINTR {
                return false
            }
        }
        return true
    }
}
