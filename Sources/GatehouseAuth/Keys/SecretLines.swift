import Gatehouse

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file with secrets of the server's own: one on each line, at least 32 random bytes in base64url without padding. The
/// first one is in use, the others still count; empty lines and those that begin with `#` count for nothing.
struct SecretLines {
    /// The fewest bytes that a secret has.
    static let minimumBytes = 32
    /// The most secrets of a file.
    static let maximumCount = 16
    private static let maximumFileBytes = 16 * 1_024

    /// What the secrets are, as `state keys`.
    let noun: String

    /// Reads a file, or makes one with a new secret, for its owner alone, where there is none.
    ///
    /// Processes that make one file at the same time agree on one secret.
    ///
    /// - Throws: ``Problem``; it names a line that is wrong, and never what stands in it.
    func open(_ path: String) throws(Problem) -> [[UInt8]] {
        if let secrets = try read(path) { return secrets }
        let (directory, name) = FilePath.split(path)
        do throws(PosixError) {
            let lock = try FileLock(named: ".\(name).lock", in: directory)
            defer { lock.release() }
            if (try? FileStatus(path: path)) == nil {
                let secret = Base64URL.encode(SecureRandom.bytes(Self.minimumBytes))
                try AtomicFile.replace(name, in: directory, with: Array("\(secret)\n".utf8))
            }
        } catch {
            throw Problem("the file of \(noun) \(path) cannot be made: \(error)")
        }
        guard let secrets = try read(path) else {
            throw Problem("the file of \(noun) \(path) was removed while it was made")
        }
        return secrets
    }

    /// The secrets; nothing where there is no file.
    private func read(_ path: String) throws(Problem) -> [[UInt8]]? {
        let reading: FileReading
        do throws(FileReading.Failure) {
            reading = try FileReading(path: path, maximumBytes: Self.maximumFileBytes)
        } catch {
            switch error {
            case .system(let cause) where cause.code == ENOENT: return nil
            case .system(let cause): throw Problem("the file of \(noun) \(path) cannot be read: \(cause)")
            case .notRegular: throw Problem("\(path) is not a regular file")
            case .tooLarge:
                throw Problem("the file of \(noun) \(path) has more than \(Self.maximumFileBytes) bytes")
            }
        }
        guard !reading.status.isOpenToOthers else {
            throw Problem("others may read or write the keys in \(path); run: chmod 600 \(path)")
        }
        return try secrets(reading.bytes, path)
    }

    private func secrets(_ bytes: [UInt8], _ path: String) throws(Problem) -> [[UInt8]] {
        var secrets: [[UInt8]] = []
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (position, line) in lines.enumerated() {
            let text = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
            guard !text.isEmpty, text.first != UInt8(ascii: "#") else { continue }
            guard let secret = Base64URL.decode(text), secret.count >= Self.minimumBytes else {
                throw Problem("\(path):\(position + 1): is no key: at least \(Self.minimumBytes) bytes in base64url")
            }
            secrets.append(secret)
        }
        guard !secrets.isEmpty else { throw Problem("the file of \(noun) \(path) holds no key") }
        guard secrets.count <= Self.maximumCount else {
            throw Problem("the file of \(noun) \(path) holds more than \(Self.maximumCount) keys")
        }
        return secrets
    }

    /// Why a file of secrets cannot be used.
    struct Problem: Error {
        let description: String

        init(_ description: String) {
            self.description = description
        }
    }
}
