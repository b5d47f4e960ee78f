#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What the file system says about a file.
struct FileStatus: Hashable, Sendable {
    let inode: UInt64
    let size: Int64
    let modifiedSeconds: Int64
    let modifiedNanoseconds: Int64
    let owner: UInt32
    private let mode: UInt32

    init(_ status: stat) {
        inode = UInt64(status.st_ino)
        size = Int64(status.st_size)
        owner = UInt32(status.st_uid)
        mode = UInt32(status.st_mode)
        #if canImport(Darwin)
            modifiedSeconds = Int64(status.st_mtimespec.tv_sec)
            modifiedNanoseconds = Int64(status.st_mtimespec.tv_nsec)
        #else
            modifiedSeconds = Int64(status.st_mtim.tv_sec)
            modifiedNanoseconds = Int64(status.st_mtim.tv_nsec)
        #endif
    }

    /// Looks a path up; symbolic links are followed.
    init(path: String) throws(PosixError) {
        var status = stat()
        guard stat(path, &status) == 0 else { throw PosixError.last }
        self.init(status)
    }

    var isDirectory: Bool { mode & UInt32(S_IFMT) == UInt32(S_IFDIR) }

    var isRegularFile: Bool { mode & UInt32(S_IFMT) == UInt32(S_IFREG) }

    /// Whether anybody but the owner has a right to it.
    var isOpenToGroupOrOthers: Bool { mode & 0o077 != 0 }

    /// Whether anybody but the owner may write it.
    var isWritableByOthers: Bool { mode & 0o022 != 0 }

    /// Whether everybody may read or write it, or its group may write it.
    var isOpenToOthers: Bool { mode & 0o027 != 0 }
}
