#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Makes files that nobody but the process's own user can read.
enum PrivateFile {
    /// Makes a file, where there is none, before SQLite can make it readable for others; its log files get its mode.
    static func make(path: String) throws(FileProblem) {
        let descriptor = try open(path: path)
        close(descriptor)
    }

    /// Opens a file for reading and writing, and makes it where there is none; its mode becomes 0600.
    static func open(path: String) throws(FileProblem) -> CInt {
        let descriptor = path.withCString { systemOpen($0, O_RDWR | O_CREAT | O_CLOEXEC, 0o600) }
        guard descriptor >= 0 else { throw FileProblem(description: String(cString: strerror(errno))) }
        guard fchmod(descriptor, 0o600) == 0 else {
            let reason = String(cString: strerror(errno))
            close(descriptor)
            throw FileProblem(description: reason)
        }
        return descriptor
    }
}

private func systemOpen(_ path: UnsafePointer<CChar>, _ flags: CInt, _ mode: mode_t) -> CInt {
    open(path, flags, mode)
}
