import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Holds a file for one process: the kernel lets go of it when the process ends in whatever way.
final class FileLock: Sendable {
    private let descriptor: Mutex<CInt?>

    /// Takes the lock.
    ///
    /// - Throws: ``FileProblem`` where another process, or another store of this one, has it.
    init(path: String) throws(FileProblem) {
        let descriptor = try PrivateFile.open(path: path)
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let reason =
                errno == EWOULDBLOCK
                ? "another process has it open; give each process a data folder of its own"
                : String(cString: strerror(errno))
            close(descriptor)
            throw FileProblem(description: reason)
        }
        self.descriptor = Mutex(descriptor)
    }

    /// Lets go of the file.
    func release() {
        if let descriptor = descriptor.withLock({ $0.take() }) { close(descriptor) }
    }

    deinit {
        release()
    }
}
