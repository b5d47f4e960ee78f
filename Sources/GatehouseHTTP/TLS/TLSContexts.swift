import Logging
import NIOSSL
import Synchronization

/// The certificates of the moment, which new connections are made with.
final class TLSContexts: Sendable {
    private struct State {
        var context: NIOSSLContext?
        /// The files' states when they were last looked at, whether or not what was in them could be used.
        var files: [WatchedFile.State] = []
    }

    /// How often the files are looked at.
    static let interval = Duration.milliseconds(500)

    private let configuration: HTTPTLSConfiguration
    private let logger: Logger
    private let state = Mutex(State())

    init(_ configuration: HTTPTLSConfiguration, logger: Logger) {
        self.configuration = configuration
        self.logger = logger
    }

    /// What a new connection is made with.
    func current() throws(HTTPTLSError) -> NIOSSLContext {
        guard let context = state.withLock({ $0.context }) else { throw HTTPTLSError("no certificate is loaded") }
        return context
    }

    /// Reads the files, and uses them from now on; or keeps what it has where they cannot be used.
    ///
    /// - Throws: ``HTTPTLSError`` where they cannot.
    func load() throws(HTTPTLSError) {
        // What changes while it is read is different again the next time somebody looks.
        let files = look()
        state.withLock { $0.files = files }
        let context = try configuration.context()
        state.withLock { $0.context = context }
    }

    /// Reads the files where one of them has changed.
    func reloadIfChanged() {
        let files = look()
        guard state.withLock({ $0.files != files }) else { return }
        reload()
    }

    /// Reads the files, and logs what comes of it.
    func reload() {
        do {
            try load()
            logger.notice("New certificates are used", metadata: ["certificate": "\(configuration.certificateFile)"])
        } catch {
            logger.error("New certificates are refused; those before stay", metadata: ["error": "\(error)"])
        }
    }

    /// Looks at the files until the task is cancelled.
    func watch() async {
        while true {
            do {
                try await Task.sleep(for: Self.interval)
            } catch {
                return
            }
            reloadIfChanged()
        }
    }

    private func look() -> [WatchedFile.State] {
        configuration.files.map { WatchedFile.state($0) }
    }
}
