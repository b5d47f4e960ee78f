#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A lock that processes share by a file (`flock`). The system gives it back where the process dies.
struct FileLock {
    private let descriptor: Int32

    /// How long to wait for somebody else's lock, in milliseconds: holders keep it for a few.
    private static let patience = 5_000

    /// Takes the lock, and makes its file, for the owner alone, where there is none.
    ///
    /// - Throws: ``PosixError``; `EWOULDBLOCK` where somebody kept the lock for five seconds.
    init(named name: String, in directory: String) throws(PosixError) {
        let descriptor = open("\(directory)/\(name)", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw PosixError.last }
        FileOwner.give(descriptor, toOwnerOf: directory)
        var waited = 0
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            let error = PosixError.last
            guard error.code == EWOULDBLOCK || error.code == EINTR, waited < Self.patience else {
                close(descriptor)
                throw error
            }
            usleep(5_000)
            waited += 5
        }
        self.descriptor = descriptor
    }

    /// Gives the lock back.
    func release() {
        close(descriptor)
    }
}
