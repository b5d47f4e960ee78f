import NIOCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A Unix domain socket in the file system: made with its permissions, and taken away at the end.
struct SocketFile: Sendable {
    /// The socket, which is bound and listens.
    let descriptor: CInt
    private let path: String
    private let device: UInt64
    private let inode: UInt64

    /// Makes the socket.
    ///
    /// - Throws: ``HTTPSocketError`` where the file is there and no abandoned socket, and where the system refuses.
    init(path: String, mode: UInt16, backlog: Int) throws(HTTPSocketError) {
        let address = try Self.address(path)
        try Self.makeRoom(path, address)
        let descriptor = socket(AF_UNIX, Self.stream, 0)
        guard descriptor >= 0 else { throw Self.failure(path, "no socket can be made") }
        do throws(HTTPSocketError) {
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
            // On Linux a socket's file is made with the socket's own permissions, so nobody can come in between.
            // Elsewhere this fails and the permissions follow, before anything is accepted.
            _ = fchmod(descriptor, mode_t(mode))
            let isBound = address.withSockAddr { bind(descriptor, $0, socklen_t($1)) == 0 }
            guard isBound else { throw Self.failure(path, "the socket cannot be bound") }
            guard chmod(path, mode_t(mode)) == 0 else { throw Self.failure(path, "its permissions cannot be set") }
            guard listen(descriptor, CInt(clamping: backlog)) == 0 else {
                throw Self.failure(path, "the socket cannot be listened on")
            }
        } catch {
            close(descriptor)
            throw error
        }
        let found = Self.look(path)
        self.descriptor = descriptor
        self.path = path
        device = UInt64(truncatingIfNeeded: found?.st_dev ?? 0)
        inode = UInt64(truncatingIfNeeded: found?.st_ino ?? 0)
    }

    /// Takes the file away, unless another one has taken its place.
    func remove() {
        guard let found = Self.look(path), UInt64(truncatingIfNeeded: found.st_dev) == device,
            UInt64(truncatingIfNeeded: found.st_ino) == inode
        else { return }
        unlink(path)
    }

    private static func address(_ path: String) throws(HTTPSocketError) -> SocketAddress {
        do {
            return try SocketAddress(unixDomainSocketPath: path)
        } catch {
            throw HTTPSocketError("\(path): the path is longer than the system allows for a socket")
        }
    }

    /// Takes away a socket that a process has left behind, and refuses to touch anything else.
    private static func makeRoom(_ path: String, _ address: SocketAddress) throws(HTTPSocketError) {
        guard let found = look(path) else { return }
        guard found.st_mode & S_IFMT == S_IFSOCK else {
            throw HTTPSocketError("\(path): there is a file of another kind, which is not replaced")
        }
        let probe = socket(AF_UNIX, stream, 0)
        guard probe >= 0 else { throw failure(path, "no socket can be made") }
        defer { close(probe) }
        let isTaken = address.withSockAddr { connect(probe, $0, socklen_t($1)) == 0 }
        guard !isTaken else { throw HTTPSocketError("\(path): another process listens there") }
        guard errno == ECONNREFUSED else { throw failure(path, "who listens there cannot be found out") }
        guard unlink(path) == 0 else { throw failure(path, "the abandoned socket cannot be removed") }
    }

    private static func look(_ path: String) -> stat? {
        var found = stat()
        return lstat(path, &found) == 0 ? found : nil
    }

    private static func failure(_ path: String, _ what: String) -> HTTPSocketError {
        HTTPSocketError("\(path): \(what): \(String(cString: strerror(errno)))")
    }

    #if canImport(Glibc)
        private static let stream = CInt(SOCK_STREAM.rawValue)
    #else
        private static let stream = SOCK_STREAM
    #endif
}
