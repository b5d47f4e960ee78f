import GatehouseJSON

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension KeyDirectory {
    private static let maximumFileBytes = 16 * 1024

    /// Reads the key files, the newest key first.
    ///
    /// - Throws: ``LocalIssuerError`` that names the first file that is damaged or that others have a right to.
    func load(_ files: Fingerprint) throws(LocalIssuerError) -> [StoredKey] {
        var keys: [StoredKey] = []
        for name in files.keys.sorted() {
            guard let key = try read(name) else { continue }
            keys.append(key)
        }
        return keys.sorted { ($0.createdAt, $0.keyID) > ($1.createdAt, $1.keyID) }
    }

    private func read(_ name: String) throws(LocalIssuerError) -> StoredKey? {
        let file = "\(path)/\(name)"
        let reading: FileReading
        do throws(FileReading.Failure) {
            reading = try FileReading(path: file, maximumBytes: Self.maximumFileBytes, options: O_NOFOLLOW)
        } catch {
            switch error {
            case .system(let cause) where cause.code == ENOENT: return nil
            case .system(let cause): throw LocalIssuerError("the key file \(file) cannot be read: \(cause)")
            case .notRegular: throw LocalIssuerError("the key file \(file) is not a regular file")
            case .tooLarge: throw damaged(file, "it is too large")
            }
        }
        guard !reading.status.isOpenToGroupOrOthers else {
            throw LocalIssuerError("others may read or write the key file \(file); run: chmod 600 \(file)")
        }
        let key = try parse(reading.bytes, file: file)
        guard key.fileName == name else { throw damaged(file, "it holds the key of another file") }
        return key
    }

    private func parse(_ bytes: [UInt8], file: String) throws(LocalIssuerError) -> StoredKey {
        let value: JSONValue
        do throws(JSONParseError) {
            value = try JSONValue(parsing: bytes)
        } catch {
            throw damaged(file, error.description)
        }
        do throws(JSONDecodingError) {
            return try StoredKey(json: value)
        } catch {
            throw damaged(file, error.description)
        }
    }

    private func damaged(_ file: String, _ reason: String) -> LocalIssuerError {
        LocalIssuerError("the key file \(file) is damaged: \(reason); restore it, or remove it to give its tokens up")
    }
}
