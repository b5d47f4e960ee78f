#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Who owns the files that are made.
enum FileOwner {
    /// Where root makes a file in somebody's folder, as an administrator does in a container, gives it to the folder's
    /// owner: the server, which does not run as root, must be able to read it. Whoever is not root does nothing.
    static func give(_ descriptor: Int32, toOwnerOf directory: String) {
        guard geteuid() == 0, let status = try? FileStatus(path: directory), status.owner != 0 else { return }
        // A file system without owners refuses; the file then stays as it is, which reading it reports.
        _ = fchown(descriptor, status.owner, gid_t.max)
    }
}
