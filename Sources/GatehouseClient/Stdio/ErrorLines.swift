import GatehouseStdio
import Synchronization

/// Cuts what a server writes to its standard error into lines; nothing more comes after an empty piece.
final class ErrorLines: Sendable {
    private let action: @Sendable (String) -> Void
    private let framer = Mutex(LineFramer(maximumBytes: 64 * 1024))

    init(_ action: @escaping @Sendable (String) -> Void) {
        self.action = action
    }

    func take(_ bytes: [UInt8]) {
        let elements = framer.withLock { framer in
            bytes.isEmpty ? framer.finish().map { [$0] } ?? [] : framer.feed(bytes)
        }
        for case .line(let line) in elements { action(String(decoding: line, as: UTF8.self)) }
    }
}
