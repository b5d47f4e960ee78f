public import Gatehouse

/// A file with the keys that seal the state of requests, for servers that answer for one another and for restarts.
///
/// Each line has one key, at least 32 random bytes in base64url without padding. The first one seals, the others still
/// open; empty lines and those that begin with `#` count for nothing. To replace the key, put a new line before the old
/// one and start the servers again; remove the old line once what it sealed has expired.
public enum StateKeyFile {
    /// Reads a file, or makes one with a new key, for its owner alone, where there is none.
    ///
    /// Processes that make one file at the same time agree on one key.
    ///
    /// - Parameter path: The file. Its folder must exist.
    /// - Throws: ``StateKeyFileError`` where others may read or write the file, where it cannot be read or made, and where
    ///   a line is no key; it names the line, and never what stands in it.
    public static func open(_ path: String) throws(StateKeyFileError) -> StateKeyRing {
        let secrets: [[UInt8]]
        do throws(SecretLines.Problem) {
            secrets = try SecretLines(noun: "state keys").open(path)
        } catch {
            throw StateKeyFileError(error.description)
        }
        let keys = secrets.compactMap { StateKey($0) }
        guard let first = keys.first, let ring = StateKeyRing(first, older: Array(keys.dropFirst())) else {
            throw StateKeyFileError("the file of state keys \(path) holds no key")
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
