#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Reads the files that arguments name, pipes among them.
enum InputFile {
    /// The largest file, in bytes.
    static let largest = 64 * 1024 * 1024

    /// The text of a file, or of standard input where the path is `-`.
    ///
    /// - Throws: ``CommandFailure`` where it cannot be read, is too large or is not UTF-8.
    static func text(_ path: String) throws(CommandFailure) -> String {
        try text(path, limit: largest)
    }

    /// The text of a file of at most that many bytes.
    static func text(_ path: String, limit: Int) throws(CommandFailure) -> String {
        let descriptor = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw unreadable(path) }
        defer { if descriptor != 0 { close(descriptor) } }
        guard let bytes = bytes(descriptor, limit: limit) else { throw unreadable(path) }
        guard bytes.count <= limit else {
            throw CommandFailure(.usage, "the file \(quoted(path)) is larger than \(Quantity.text(ofSize: limit))")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw CommandFailure(.usage, "the file \(quoted(path)) is not UTF-8")
        }
        return text
    }

    private static func unreadable(_ path: String) -> CommandFailure {
        CommandFailure(.usage, "cannot read the file \(quoted(path))")
    }

    /// What a descriptor has, up to one piece beyond the limit; nothing where it cannot be read.
    private static func bytes(_ descriptor: Int32, limit: Int) -> [UInt8]? {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 65_536)
        while bytes.count <= limit {
            let count = piece.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { return nil }
            guard count > 0 else { break }
            bytes.append(contentsOf: piece[..<count])
        }
        return bytes
    }
}
