import Dispatch
import Foundation
import Synchronization

/// Writes lines to a pipe, one after the other and in the order in which they are given, off the concurrent executor.
///
/// The pipe is closed in its turn, so that no write ever meets a descriptor that belongs to something else by then.
final class PipeWriter: Sendable {
    private let handle: Mutex<FileHandle?>
    private let queue = DispatchQueue(label: "gatehouse.client.write")

    init(_ handle: sending FileHandle) {
        self.handle = Mutex(handle)
        // A server that is gone shows as an error of write(2), not as a signal that ends the process.
        signal(SIGPIPE, SIG_IGN)
    }

    /// Hands over a line, and says later whether the operating system has it.
    func enqueue(_ line: [UInt8], done: @escaping @Sendable (Bool) -> Void) {
        queue.async { [self] in
            let isWritten = handle.withLock { handle in
                guard let handle else { return false }
                do {
                    try handle.write(contentsOf: Data(line + [UInt8(ascii: "\n")]))
                    return true
                } catch {
                    return false
                }
            }
            done(isWritten)
        }
    }

    /// Closes the pipe behind the lines that were given before. What is given later is not written.
    func close() {
        queue.async { [self] in
            // It fails only where the pipe is closed already.
            try? handle.withLock { $0.take() }?.close()
        }
    }
}
