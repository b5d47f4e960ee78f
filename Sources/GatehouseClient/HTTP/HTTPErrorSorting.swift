import AsyncHTTPClient
import NIOCore
import NIOPosix

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Turns the errors of the HTTP client into those of this library.
enum HTTPErrorSorting {
    static func sort(_ error: any Error) -> ClientError {
        if Task.isCancelled { return .cancelled }
        switch error {
        case let error as ClientError: return error
        case is CancellationError: return .cancelled
        case let error as NIOConnectionError: return ClientError(.notConnected, reason(of: error))
        case let error as IOError: return ClientError(.notConnected, text(of: error.errnoCode))
        case let error as HTTPClientError: return sort(error)
        default: return ClientError(.disconnected, "\(error)")
        }
    }

    private static func sort(_ error: HTTPClientError) -> ClientError {
        switch error {
        case .cancelled: .cancelled
        case .alreadyShutdown: .closed
        case .connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout:
            ClientError(.notConnected, "no answer")
        case .invalidURL, .emptyHost, .emptyScheme, .missingSocketPath:
            ClientError(.notConnected, "the URL is not one of HTTP")
        default: ClientError(.disconnected, error.shortDescription)
        }
    }

    private static func reason(of error: NIOConnectionError) -> String {
        guard let first = error.connectionErrors.first?.error else { return "the host \(error.host) is not known" }
        return (first as? IOError).map { text(of: $0.errnoCode) } ?? "\(first)"
    }

    private static func text(of code: CInt) -> String {
        code == ECONNREFUSED ? "connection refused" : "error \(code) of the operating system"
    }
}
