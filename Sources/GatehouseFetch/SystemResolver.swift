import Gatehouse
import NIOPosix
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Asks the operating system for a host's addresses, away from the threads that serve requests.
struct SystemResolver: HostResolving {
    func addresses(of host: String) async throws(OutgoingFailure) -> [IPAddress] {
        let answer = Answer()
        NIOThreadPool.singleton.submit { state in
            // Where look-ups hang, those that nobody waits for any more do not make the queue longer.
            guard case .active = state, !answer.isGiven else { return answer.give(.failure(.cancelledLookUp)) }
            answer.give(Self.lookUp(host))
        }
        // The system's look-up cannot be stopped; whoever waits for it can be let go.
        return try await withTaskCancellationHandler {
            await answer.value
        } onCancel: {
            answer.give(.failure(.cancelledLookUp))
        }.get()
    }

    private static func lookUp(_ host: String) -> Result<[IPAddress], OutgoingFailure> {
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        hints.ai_socktype = streamSocket
        hints.ai_protocol = CInt(IPPROTO_TCP)
        var first: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &first) == 0, let first else {
            return .failure(OutgoingFailure(.notConnected, "the host \(host) is not known"))
        }
        defer { freeaddrinfo(first) }
        var found: [IPAddress] = []
        var next: UnsafeMutablePointer<addrinfo>? = first
        while let entry = next?.pointee, found.count < 32 {
            if let address = address(of: entry), !found.contains(address) { found.append(address) }
            next = entry.ai_next
        }
        return .success(found)
    }

    private static func address(of entry: addrinfo) -> IPAddress? {
        guard let pointer = entry.ai_addr else { return nil }
        let raw = UnsafeRawPointer(pointer)
        switch entry.ai_family {
        case AF_INET:
            guard Int(entry.ai_addrlen) >= MemoryLayout<sockaddr_in>.size else { return nil }
            let address = raw.loadUnaligned(as: sockaddr_in.self).sin_addr
            return IPAddress(bytes: withUnsafeBytes(of: address) { Array($0) })
        case AF_INET6:
            guard Int(entry.ai_addrlen) >= MemoryLayout<sockaddr_in6>.size else { return nil }
            let address = raw.loadUnaligned(as: sockaddr_in6.self).sin6_addr
            return IPAddress(bytes: withUnsafeBytes(of: address) { Array($0) })
        default: return nil
        }
    }

    #if canImport(Glibc)
        private static let streamSocket = CInt(SOCK_STREAM.rawValue)
    #else
        private static let streamSocket = SOCK_STREAM
    #endif

    /// One answer, given once, awaited once.
    private final class Answer: Sendable {
        private enum State {
            case open
            case awaited(CheckedContinuation<Result<[IPAddress], OutgoingFailure>, Never>)
            case given(Result<[IPAddress], OutgoingFailure>)
        }

        private let state = Mutex(State.open)

        /// Whether there is an answer.
        var isGiven: Bool {
            state.withLock { if case .given = $0 { true } else { false } }
        }

        /// Gives the answer; a second one counts for nothing.
        func give(_ result: Result<[IPAddress], OutgoingFailure>) {
            let waiting: CheckedContinuation<Result<[IPAddress], OutgoingFailure>, Never>? = state.withLock { state in
                defer { if case .given = state {} else { state = .given(result) } }
                if case .awaited(let continuation) = state { return continuation }
                return nil
            }
            waiting?.resume(returning: result)
        }

        var value: Result<[IPAddress], OutgoingFailure> {
            get async {
                await withCheckedContinuation { continuation in
                    let given: Result<[IPAddress], OutgoingFailure>? = state.withLock { state in
                        if case .given(let result) = state { return result }
                        state = .awaited(continuation)
                        return nil
                    }
                    if let given { continuation.resume(returning: given) }
                }
            }
        }
    }
}

extension OutgoingFailure {
    fileprivate static let cancelledLookUp = OutgoingFailure(.cancelled, "nobody waits for the host's address any more")
}
