import Gatehouse

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file of an audit log: the system's calls on it, with errors that say what is wrong.
struct AuditFileDescriptor: Sendable {
    let number: Int32
    let path: String

    /// Opens a file.
    ///
    /// - Parameter flags: As `open` takes them; a file that is made is for its owner alone.
    init(path: String, flags: Int32) throws(AuditFailure) {
        number = path.withCString { systemOpen($0, flags | O_CLOEXEC, 0o600) }
        self.path = path
        guard number >= 0 else { throw failure() }
        var status = stat()
        guard fstat(number, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close()
            throw AuditFailure(.unusable, "The file \(path) cannot be used: it is no regular file")
        }
    }

    func close() {
        _ = systemClose(number)
    }

    /// Waits until no other process writes, or, to write, until none reads or writes.
    func lock(_ operation: Int32) throws(AuditFailure) {
        while flock(number, operation) != 0 {
            guard errno == EINTR else { throw failure() }
        }
    }

    func unlock() {
        flock(number, LOCK_UN)
    }

    /// What has become of a file's name.
    enum Standing {
        /// The file has it.
        case current
        /// No file has it.
        case movedAway
        /// Another file has it.
        case superseded
    }

    /// Whether the file has a name; where the system cannot tell, it has.
    func standing(as path: String) -> Standing {
        var (own, named) = (stat(), stat())
        guard fstat(number, &own) == 0 else { return .current }
        guard stat(path, &named) == 0 else { return errno == ENOENT ? .movedAway : .current }
        return own.st_dev == named.st_dev && own.st_ino == named.st_ino ? .current : .superseded
    }

    /// Gives the file another name besides the one by which it was opened.
    ///
    /// - Returns: Whether it has it now: not where the file has lost its own name, or its file system knows no second names.
    func add(name: String) -> Bool {
        guard link(path, name) == 0 else { return false }
        if standing(as: name) == .current { return true }
        unlink(name)
        return false
    }

    /// How many bytes the file has.
    func size() throws(AuditFailure) -> Int64 {
        var status = stat()
        guard fstat(number, &status) == 0 else { throw failure() }
        return Int64(status.st_size)
    }

    /// Reads bytes from a place on; fewer where the file ends.
    func read(_ count: Int, at offset: Int64) throws(AuditFailure) -> [UInt8] {
        var failed = false
        let bytes = [UInt8](unsafeUninitializedCapacity: max(0, count)) { buffer, filled in
            while filled < count {
                let rest = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...])
                let got = pread(number, rest.baseAddress, rest.count, off_t(offset + Int64(filled)))
                if got < 0, errno == EINTR { continue }
                failed = got < 0
                guard got > 0 else { return }
                filled += got
            }
        }
        if failed { throw failure() }
        return bytes
    }

    /// Appends all bytes.
    func write(_ bytes: [UInt8]) throws(AuditFailure) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                systemWrite(number, UnsafeRawBufferPointer(rebasing: buffer[written...]))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure() }
            written += count
        }
    }

    /// Cuts the file.
    func truncate(to size: Int64) throws(AuditFailure) {
        guard ftruncate(number, off_t(size)) == 0 else { throw failure() }
    }

    /// Returns when everything is on the disk.
    func synchronize() throws(AuditFailure) {
        #if canImport(Darwin)
            guard fcntl(number, F_FULLFSYNC) == 0 || fsync(number) == 0 else { throw failure() }
        #else
            guard fsync(number) == 0 else { throw failure() }
        #endif
    }

    /// Returns when the name of a file is on the disk, as all of its folder's are then, where the system can tell.
    static func synchronize(folderOf path: String) {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        let descriptor = (folder.isEmpty ? "/" : folder).withCString { systemOpen($0, O_RDONLY | O_CLOEXEC, 0) }
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        _ = systemClose(descriptor)
    }

    private func failure() -> AuditFailure {
        let reason = errno
        let isFull = reason == ENOSPC || reason == EDQUOT || reason == EFBIG
        return AuditFailure(
            isFull ? .full : .unusable, "The file \(path) cannot be used: \(String(cString: strerror(reason)))")
    }
}

private func systemOpen(_ path: UnsafePointer<CChar>, _ flags: Int32, _ mode: mode_t) -> Int32 {
    open(path, flags, mode)
}

private func systemClose(_ descriptor: Int32) -> Int32 {
    close(descriptor)
}

private func systemWrite(_ descriptor: Int32, _ buffer: UnsafeRawBufferPointer) -> Int {
    write(descriptor, buffer.baseAddress, buffer.count)
}
