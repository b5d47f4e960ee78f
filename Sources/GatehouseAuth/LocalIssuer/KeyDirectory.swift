import GatehouseJSON

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The folder with a local issuer's keys, each in a file of its own.
struct KeyDirectory: Sendable {
    /// What tells one state of the folder from another.
    typealias Fingerprint = [String: FileStatus]

    /// The most keys that a folder may hold.
    static let maximumKeys = 100

    private static let lockName = ".lock"

    /// The folder's path.
    let path: String

    /// Makes the folder, for its owner alone, where there is none.
    ///
    /// - Throws: ``LocalIssuerError`` where it cannot be made, or others have a right to it.
    func prepare() throws(LocalIssuerError) {
        for folder in Self.ancestors(of: path) where (try? FileStatus(path: folder)) == nil {
            // Another process may be as far.
            guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
                throw LocalIssuerError("the folder \(folder) cannot be made: \(PosixError.last)")
            }
        }
        try check()
    }

    /// Runs a function under the lock under which keys are made, used and removed, in whatever process.
    ///
    /// - Throws: ``LocalIssuerError`` where the lock cannot be taken, or what the function throws.
    func withLock<Result>(_ body: () throws(LocalIssuerError) -> Result) throws(LocalIssuerError) -> Result {
        let lock: FileLock
        do throws(PosixError) {
            lock = try FileLock(named: Self.lockName, in: path)
        } catch {
            throw LocalIssuerError("the lock \(path)/\(Self.lockName) cannot be taken: \(error)")
        }
        defer { lock.release() }
        return try body()
    }

    /// The key files as the file system knows them.
    func fingerprint() throws(LocalIssuerError) -> Fingerprint {
        try check()
        var found: Fingerprint = [:]
        for name in try names() where name.hasPrefix("key-") && name.hasSuffix(".json") {
            // A file that vanished since the folder was listed is not there.
            guard let status = try? FileStatus(path: "\(path)/\(name)") else { continue }
            found[name] = status
        }
        guard found.count <= Self.maximumKeys else {
            throw LocalIssuerError("the folder \(path) holds more than \(Self.maximumKeys) keys")
        }
        return found
    }

    /// Writes a key's file, new or in place of the old one.
    func save(_ key: StoredKey) throws(LocalIssuerError) {
        do throws(PosixError) {
            try AtomicFile.replace(key.fileName, in: path, with: key.jsonBytes + [UInt8(ascii: "\n")])
        } catch {
            throw LocalIssuerError("the key file \(path)/\(key.fileName) cannot be written: \(error)")
        }
    }

    /// Removes a key's file.
    func remove(_ key: StoredKey) throws(LocalIssuerError) {
        try remove(key.fileName)
    }

    private func remove(_ name: String) throws(LocalIssuerError) {
        do throws(PosixError) {
            try AtomicFile.remove(name, in: path)
        } catch {
            throw LocalIssuerError("the key file \(path)/\(name) cannot be removed: \(error)")
        }
    }

    /// Whether a process that died in the middle of writing left something.
    var hasLeftovers: Bool {
        (try? names())?.contains { $0.hasPrefix(AtomicFile.temporaryPrefix) } ?? false
    }

    /// Removes what such a process left. Under the lock nobody else is writing.
    func removeLeftovers() throws(LocalIssuerError) {
        for name in try names() where name.hasPrefix(AtomicFile.temporaryPrefix) {
            try remove(name)
        }
    }

    private func names() throws(LocalIssuerError) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: path)
        } catch {
            throw LocalIssuerError("the folder \(path) cannot be listed")
        }
    }

    private func check() throws(LocalIssuerError) {
        let status: FileStatus
        do throws(PosixError) {
            status = try FileStatus(path: path)
        } catch {
            throw LocalIssuerError("the folder \(path) cannot be read: \(error)")
        }
        guard status.isDirectory else { throw LocalIssuerError("\(path) is not a folder") }
        guard !status.isOpenToGroupOrOthers else {
            throw LocalIssuerError("others may read or write the folder \(path); run: chmod 700 \(path)")
        }
    }

    /// The path and the folders above it, the outermost first.
    private static func ancestors(of path: String) -> [String] {
        var found: [String] = []
        var prefix = path.hasPrefix("/") ? "/" : ""
        for part in path.split(separator: "/") {
            prefix += part
            found.append(prefix)
            prefix += "/"
        }
        return found
    }
}
