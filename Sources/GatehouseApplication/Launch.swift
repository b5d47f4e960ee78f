public import Logging
import Synchronization

/// What an application is opened with, when it begins to serve.
public struct Launch: Sendable {
    /// The folder for what lasts. It exists, and nobody but its owner may enter it.
    public let dataFolder: String
    /// The server's log.
    public let logger: Logger
    private let closing = Closing()

    init(dataFolder: String, logger: Logger) {
        self.dataFolder = dataFolder
        self.logger = logger
    }

    /// Has something done after the last request, in the reverse order of these calls. What it throws is logged.
    public func onClose(_ action: @escaping @Sendable () async throws -> Void) {
        closing.actions.withLock { $0.append(action) }
    }

    func close() async {
        let actions = closing.actions.withLock { actions in
            defer { actions = [] }
            return actions
        }
        for action in actions.reversed() {
            do {
                try await action()
            } catch {
                logger.error("what the application opened cannot be closed", metadata: ["error": "\(error)"])
            }
        }
    }
}

/// What is to be done when an application ends.
private final class Closing: Sendable {
    let actions = Mutex<[@Sendable () async throws -> Void]>([])
}
