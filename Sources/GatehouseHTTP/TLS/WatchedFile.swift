#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A small file that may be replaced while the server runs.
enum WatchedFile {
    /// What tells one state of a file from another without reading it; symbolic links are followed.
    struct State: Sendable, Hashable {
        var device: UInt64 = 0
        var inode: UInt64 = 0
        var size: Int64 = 0
        var seconds: Int64 = 0
        var nanoseconds: Int64 = 0
    }

    /// The largest file that is read.
    static let longest = 1 << 20

    /// The file's state now; one of its own where there is no such file.
    static func state(_ path: String) -> State {
        var found = stat()
        guard stat(path, &found) == 0 else { return State() }
        #if canImport(Darwin)
            let changed = found.st_mtimespec
        #else
            let changed = found.st_mtim
        #endif
        return State(
            device: UInt64(truncatingIfNeeded: found.st_dev), inode: UInt64(truncatingIfNeeded: found.st_ino),
            size: Int64(found.st_size), seconds: Int64(changed.tv_sec), nanoseconds: Int64(changed.tv_nsec))
    }

    /// Everything in the file.
    static func read(_ path: String) throws(HTTPTLSError) -> [UInt8] {
        guard let file = fopen(path, "rb") else {
            throw HTTPTLSError("\(path) cannot be read: \(String(cString: strerror(errno)))")
        }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 16 * 1024)
        while true {
            let count = fread(&part, 1, part.count, file)
            guard count > 0 else { break }
            bytes += part[..<count]
            guard bytes.count <= longest else {
                throw HTTPTLSError("\(path) is larger than \(longest) bytes")
            }
        }
        guard ferror(file) == 0 else { throw HTTPTLSError("\(path) cannot be read to its end") }
        return bytes
    }
}
