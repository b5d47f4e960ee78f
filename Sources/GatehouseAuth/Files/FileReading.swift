#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A small file, read whole, with what the file system said about the very file that was read.
struct FileReading {
    let bytes: [UInt8]
    let status: FileStatus

    /// Why a file was not read.
    enum Failure: Error, Hashable {
        case system(PosixError)
        case notRegular
        case tooLarge
    }

    /// Reads a regular file of at most that many bytes.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - maximumBytes: The most bytes that it may have.
    ///   - options: Further flags for `open`, such as `O_NOFOLLOW`.
    init(path: String, maximumBytes: Int, options: Int32 = 0) throws(Failure) {
        // A pipe in the file's place must not make the server wait.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | options)
        guard descriptor >= 0 else { throw .system(PosixError.last) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .system(PosixError.last) }
        self.status = FileStatus(status)
        guard self.status.isRegularFile else { throw .notRegular }
        self.bytes = try Self.readAll(descriptor, maximumBytes: maximumBytes)
    }

    private static func readAll(_ descriptor: Int32, maximumBytes: Int) throws(Failure) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16 * 1024)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw .system(PosixError.last)
            }
            if count == 0 { return bytes }
            bytes.append(contentsOf: buffer[..<count])
            guard bytes.count <= maximumBytes else { throw .tooLarge }
        }
    }
}
