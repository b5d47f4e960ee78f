import AsyncHTTPClient
import Gatehouse
import NIOCore
import NIOSSL
import Synchronization

/// HTTP clients of which each connects to one address of one host and to nothing else, whatever the name's look-up says
/// later on.
final class PinnedClients: Sendable {
    /// A host and the address that was found fit for it.
    struct Pin: Sendable, Hashable {
        let host: String
        let address: IPAddress
    }

    private struct State {
        /// The clients, the one that was used least recently first.
        var clients: [(pin: Pin, client: HTTPClient)] = []
        var isClosed = false
    }

    /// The most clients that are kept. A server asks few hosts, as they are configured.
    static let maximum = 32

    private let options: OutgoingOptions
    private let state = Mutex(State())

    init(_ options: OutgoingOptions) {
        self.options = options
    }

    deinit {
        // After close() there are none.
        for entry in state.withLock({ $0.clients }) { entry.client.shutdown().whenComplete { _ in } }
    }

    /// The client of a pin.
    ///
    /// - Throws: ``OutgoingFailure`` of the kind *cancelled* after ``close()``.
    func client(of pin: Pin) throws(OutgoingFailure) -> HTTPClient {
        let found: (client: HTTPClient, dropped: HTTPClient?)? = state.withLock { state in
            guard !state.isClosed else { return nil }
            if let index = state.clients.firstIndex(where: { $0.pin == pin }) {
                let entry = state.clients.remove(at: index)
                state.clients.append(entry)
                return (entry.client, nil)
            }
            let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration(of: pin))
            state.clients.append((pin, client))
            return (client, state.clients.count > Self.maximum ? state.clients.removeFirst().client : nil)
        }
        guard let found else { throw OutgoingFailure(.cancelled, "the server ends") }
        found.dropped?.shutdown().whenComplete { _ in }
        return found.client
    }

    /// Closes every connection.
    func close() async {
        let clients = state.withLock { state in
            state.isClosed = true
            defer { state.clients = [] }
            return state.clients
        }
        // It fails only where a client was closed before.
        for entry in clients { _ = try? await entry.client.shutdown() }
    }

    private func configuration(of pin: Pin) -> HTTPClient.Configuration {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.minimumTLSVersion = .tlsv12
        if let file = options.authorityFile { tls.additionalTrustRoots = [.file(file)] }
        var configuration = HTTPClient.Configuration(tlsConfiguration: tls, redirectConfiguration: .disallow)
        configuration.httpVersion = .http1Only
        configuration.decompression = .disabled
        configuration.timeout.connect = options.connectTimeout.timeAmount
        configuration.timeout.read = options.timeout.timeAmount
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.connectionPool.idleTimeout = .seconds(30)
        if IPAddress(pin.host) == nil { configuration.dnsOverride = [pin.host: pin.address.description] }
        // The override should have led here already. A connection elsewhere must not carry a byte.
        configuration.http1_1ConnectionDebugInitializer = { channel in
            let peer = channel.remoteAddress?.ipAddress.flatMap { IPAddress($0) }
            guard peer == pin.address else {
                channel.close(promise: nil)
                return channel.eventLoop.makeFailedFuture(
                    OutgoingFailure(.forbidden, "the connection leads to another address than the one that was checked")
                )
            }
            return channel.eventLoop.makeSucceededVoidFuture()
        }
        return configuration
    }
}

extension Duration {
    var timeAmount: TimeAmount { .milliseconds(wholeMilliseconds) }
}
