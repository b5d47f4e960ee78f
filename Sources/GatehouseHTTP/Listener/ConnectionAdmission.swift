import NIOCore
import Synchronization

/// Counts connections, in all and by address, and refuses those over the limits.
final class ConnectionAdmission: Sendable {
    /// An IPv4 address, or an IPv6 network of 64 bits: who has one address of such a network has all of them.
    struct Source: Hashable, Sendable {
        let bits: UInt64

        /// The bytes are read at their places in the system's `sockaddr_in` and `sockaddr_in6`.
        init?(_ address: SocketAddress?) {
            switch address {
            case .v4(let address):
                bits = Self.number(withUnsafeBytes(of: address.address) { Array($0[4..<8]) })
            case .v6(let address):
                let bytes = withUnsafeBytes(of: address.address) { Array($0[8..<24]) }
                let isMapped = bytes.prefix(10).allSatisfy { $0 == 0 } && bytes[10...11].allSatisfy { $0 == 0xFF }
                bits = Self.number(isMapped ? Array(bytes.suffix(4)) : Array(bytes.prefix(8)))
            default: return nil
            }
        }

        private static func number(_ bytes: [UInt8]) -> UInt64 {
            bytes.reduce(0) { $0 << 8 | UInt64($1) }
        }
    }

    enum Verdict {
        case admitted
        case tooMany
        case tooManyFromSource
    }

    private struct State {
        var total = 0
        /// As many entries as there are connections, at most.
        var bySource: [Source: Int] = [:]
    }

    private let limits: HTTPLimits
    private let state = Mutex(State())

    init(_ limits: HTTPLimits) {
        self.limits = limits
    }

    /// Counts a connection, unless it is one too many.
    func admit(_ source: Source?) -> Verdict {
        state.withLock { state in
            guard state.total < limits.connections else { return .tooMany }
            if let source {
                let count = state.bySource[source, default: 0]
                guard count < limits.connectionsPerAddress else { return .tooManyFromSource }
                state.bySource[source] = count + 1
            }
            state.total += 1
            return .admitted
        }
    }

    /// Takes an admitted connection off the counts.
    func release(_ source: Source?) {
        state.withLock { state in
            state.total -= 1
            guard let source, let count = state.bySource[source] else { return }
            state.bySource[source] = count > 1 ? count - 1 : nil
        }
    }
}
