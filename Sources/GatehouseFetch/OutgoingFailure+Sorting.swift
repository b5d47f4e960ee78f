import AsyncHTTPClient
import NIOCore
import NIOPosix
import NIOSSL

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension OutgoingFailure {
    /// Turns an error of the HTTP client into one of this library.
    init(sorting error: any Error) {
        switch error {
        case let error as OutgoingFailure: self = error
        case is CancellationError: self.init(.cancelled, "nobody waits for the answer any more")
        case let error as HTTPClientError: self.init(sorting: error)
        case let error as NIOConnectionError:
            let cause = error.connectionErrors.first?.error as? IOError
            self.init(.notConnected, cause.map(Self.text) ?? "the connection failed")
        case let error as IOError: self.init(.notConnected, Self.text(error))
        case is NIOSSLError, is BoringSSLError, is NIOSSLExtraError:
            self.init(.notConnected, "the TLS handshake failed: the certificate may not lead to a trusted authority")
        case is ChannelError: self.init(.notConnected, "no connection came about in time")
        default: self.init(.disconnected, "the answer is not one of HTTP, or ended too early")
        }
    }

    private init(sorting error: HTTPClientError) {
        switch error {
        case .cancelled: self.init(.cancelled, "nobody waits for the answer any more")
        case .alreadyShutdown: self.init(.cancelled, "the server ends")
        case .deadlineExceeded, .readTimeout, .writeTimeout: self.init(.timedOut, "the answer did not come in time")
        case .connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout:
            self.init(.notConnected, "no connection came about in time")
        case .remoteConnectionClosed: self.init(.disconnected, "the connection ended before the answer did")
        default: self.init(.disconnected, error.shortDescription)
        }
    }

    private static func text(_ error: IOError) -> String {
        error.errnoCode == ECONNREFUSED ? "connection refused" : "error \(error.errnoCode) of the operating system"
    }
}
