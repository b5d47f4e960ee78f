#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The sockets that a process is started with: sd_listen_fds(3).
enum InheritedSockets {
    /// The first descriptor that is handed over.
    static let firstDescriptor: CInt = 3
    /// More than this no service is given.
    private static let most = 64

    /// The descriptors, each of which is a stream socket.
    ///
    /// - Throws: ``HTTPSocketError`` where there are none, or what is there is something else.
    static func descriptors(
        environment: [String: String], process: Int, first: CInt = firstDescriptor
    ) throws(HTTPSocketError) -> [CInt] {
        guard let count = environment["LISTEN_FDS"] else {
            throw HTTPSocketError("LISTEN_FDS is not set: the process was not started by socket activation")
        }
        guard environment["LISTEN_PID"] == "\(process)" else {
            throw HTTPSocketError(
                "LISTEN_PID is \(environment["LISTEN_PID"] ?? "not set"), but this process is \(process)")
        }
        guard let count = Int(count), (1...most).contains(count) else {
            throw HTTPSocketError("LISTEN_FDS is not a number from 1 to \(most)")
        }
        var descriptors: [CInt] = []
        for offset in 0..<CInt(count) {
            let descriptor = first + offset
            guard isListening(descriptor) else {
                throw HTTPSocketError("descriptor \(descriptor) of LISTEN_FDS is not a stream socket that listens")
            }
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
            descriptors.append(descriptor)
        }
        return descriptors
    }

    private static func isListening(_ descriptor: CInt) -> Bool {
        #if canImport(Glibc)
            let stream = CInt(SOCK_STREAM.rawValue)
        #else
            let stream = SOCK_STREAM
        #endif
        return option(SO_TYPE, descriptor) == stream && option(SO_ACCEPTCONN, descriptor) == 1
    }

    private static func option(_ name: CInt, _ descriptor: CInt) -> CInt? {
        var value: CInt = 0
        var size = socklen_t(MemoryLayout<CInt>.size)
        return getsockopt(descriptor, SOL_SOCKET, name, &value, &size) == 0 ? value : nil
    }
}
