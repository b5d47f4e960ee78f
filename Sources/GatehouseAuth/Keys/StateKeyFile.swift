public import Gatehouse

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file with the keys that seal the state of requests, for servers that answer for one another and for restarts.
///
/// Each line has one key, at least 32 random bytes in base64url without padding. The first one seals, the others still
/// open; empty lines and those that begin with `#` count for nothing. To replace the key, put a new line before the old
/// one and start the servers again; remove the old line once what it sealed has expired.
public enum StateKeyFile {
    private static let maximumBytes = 16 * 1_024

    /// Reads a file, or makes one with a new key, for its owner alone, where there is none.
    ///
    /// Processes that make one file at the same time agree on one key.
    ///
    /// - Parameter path: The file. Its folder must exist.
    /// - Throws: ``StateKeyFileError`` where others may read or write the file, where it cannot be read or made, and where
    ///   a line is no key; it names the line, and never what stands in it.
    public static func open(_ path: String) throws(StateKeyFileError) -> StateKeyRing {
        if let ring = try read(path) { return ring }
        let (directory, name) = FilePath.split(path)
        do throws(PosixError) {
            let lock = try FileLock(named: ".\(name).lock", in: directory)
            defer { lock.release() }
            if (try? FileStatus(path: path)) == nil {
                let key = Base64URL.encode(SecureRandom.bytes(StateKey.minimumBytes))
                try AtomicFile.replace(name, in: directory, with: Array("\(key)\n".utf8))
            }
        } catch {
            throw StateKeyFileError("the file of state keys \(path) cannot be made: \(error)")
        }
        guard let ring = try read(path) else {
            throw StateKeyFileError("the file of state keys \(path) was removed while it was made")
        }
        return ring
    }

    /// The keys; nothing where there is no file.
    private static func read(_ path: String) throws(StateKeyFileError) -> StateKeyRing? {
        let reading: FileReading
        do throws(FileReading.Failure) {
            reading = try FileReading(path: path, maximumBytes: maximumBytes)
        } catch {
            switch error {
            case .system(let cause) where cause.code == ENOENT: return nil
            case .system(let cause):
                throw StateKeyFileError("the file of state keys \(path) cannot be read: \(cause)")
            case .notRegular: throw StateKeyFileError("\(path) is not a regular file")
            case .tooLarge:
                throw StateKeyFileError("the file of state keys \(path) has more than \(maximumBytes) bytes")
            }
        }
        guard !reading.status.isOpenToOthers else {
            throw StateKeyFileError("others may read or write the keys in \(path); run: chmod 600 \(path)")
        }
        return try ring(reading.bytes, path)
    }

    private static func ring(_ bytes: [UInt8], _ path: String) throws(StateKeyFileError) -> StateKeyRing {
        var keys: [StateKey] = []
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (position, line) in lines.enumerated() {
            let text = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
            guard !text.isEmpty, text.first != UInt8(ascii: "#") else { continue }
            guard let decoded = Base64URL.decode(text), let key = StateKey(decoded) else {
                throw StateKeyFileError(
                    "\(path):\(position + 1): is no key: at least \(StateKey.minimumBytes) bytes in base64url")
            }
            keys.append(key)
        }
        guard let first = keys.first else { throw StateKeyFileError("the file of state keys \(path) holds no key") }
        guard let ring = StateKeyRing(first, older: Array(keys.dropFirst())) else {
            throw StateKeyFileError(
                "the file of state keys \(path) holds more than \(StateKeyRing.maximumKeys) keys")
        }
        return ring
    }
}

/// Why a file of state keys cannot be used, for whoever starts the server.
public struct StateKeyFileError: Error, Sendable, Hashable, CustomStringConvertible {
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}
