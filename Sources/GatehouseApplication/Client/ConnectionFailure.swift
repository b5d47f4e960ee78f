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

/// Why no response came.
enum ConnectionFailure: Error, Sendable, Hashable {
    /// The server took too long.
    case timeout(Duration)
    /// No connection came about.
    case notConnected(reason: String)
    /// The connection ended before the response did.
    case broken(reason: String)
    /// The response is not one of MCP.
    case unreadable(reason: String)

    /// Sorts an error of the HTTP client.
    init(_ error: any Error) {
        switch error {
        case let failure as ConnectionFailure: self = failure
        case let unreadable as ReplyAccumulator.Unreadable: self = .unreadable(reason: unreadable.reason)
        case let error as NIOConnectionError: self = .notConnected(reason: Self.reason(of: error))
        case let error as IOError: self = .notConnected(reason: Self.text(of: error.errnoCode))
        case let error as HTTPClientError: self = Self.sort(error)
        default: self = .broken(reason: "\(error)")
        }
    }

    /// What is told to the person at the terminal.
    func failure(url: String) -> CommandFailure {
        switch self {
        case .timeout(let duration):
            CommandFailure(
                .unreachable,
                "\(url) did not answer within \(Quantity.text(of: duration)); a longer time can be given with --timeout"
            )
        case .notConnected(let reason):
            CommandFailure(
                .unreachable,
                "cannot connect to \(url): \(reason). Start the server with \"\(Application.current.name) serve\", or name another one "
                    + "with --url."
            )
        case .broken(let reason):
            CommandFailure(.unreachable, "the connection to \(url) broke before the answer was complete: \(reason)")
        case .unreadable(let reason):
            CommandFailure(.refused, "\(url) sent an answer that is not one of MCP: \(reason)")
        }
    }

    private static func sort(_ error: HTTPClientError) -> ConnectionFailure {
        switch error {
        case .connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout: .notConnected(reason: "no answer")
        default: .broken(reason: error.shortDescription)
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
