#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Writes files so that a reader, and a machine that loses its power, sees the old file or the new one and nothing else.
enum AtomicFile {
    /// What the names of unfinished files begin with.
    static let temporaryPrefix = ".new-"

    /// Writes a file for its owner alone: into a new file beside it, to the disk, and then to its name.
    static func replace(_ name: String, in directory: String, with bytes: [UInt8]) throws(PosixError) {
        let temporary = "\(directory)/\(temporaryPrefix)\(UInt64.random(in: .min ... .max))"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw PosixError.last }
        FileOwner.give(descriptor, toOwnerOf: directory)
        do throws(PosixError) {
            try writeAll(bytes, to: descriptor)
            guard rename(temporary, "\(directory)/\(name)") == 0 else { throw PosixError.last }
        } catch {
            unlink(temporary)
            throw error
        }
        try synchronize(directory)
    }

    /// Removes a file; one that is gone already is no mistake.
    static func remove(_ name: String, in directory: String) throws(PosixError) {
        guard unlink("\(directory)/\(name)") == 0 || errno == ENOENT else { throw PosixError.last }
        try synchronize(directory)
    }

    private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) throws(PosixError) {
        defer { close(descriptor) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                throw PosixError.last
            }
            rest = rest.dropFirst(count)
        }
        guard fsync(descriptor) == 0 else { throw PosixError.last }
    }

    /// Brings the folder's names to the disk. File systems that cannot are left to themselves.
    private static func synchronize(_ directory: String) throws(PosixError) {
        let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw PosixError.last }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP else { throw PosixError.last }
    }
}
