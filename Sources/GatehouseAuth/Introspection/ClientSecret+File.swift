extension ClientSecret {
    private static let maximumBytes = 4_096

    /// Reads a secret out of a file. A line feed at its end does not count.
    ///
    /// - Throws: ``AuthenticationConfigurationError`` where the file cannot be read, others may read or write it, it is
    ///   empty, or is no text.
    public init(file path: String) throws(AuthenticationConfigurationError) {
        let reading: FileReading
        do throws(FileReading.Failure) {
            reading = try FileReading(path: path, maximumBytes: Self.maximumBytes)
        } catch {
            switch error {
            case .system(let cause): throw AuthenticationConfigurationError("the file \(path) cannot be read: \(cause)")
            case .notRegular: throw AuthenticationConfigurationError("\(path) is not a regular file")
            case .tooLarge:
                throw AuthenticationConfigurationError("the file \(path) has more than \(Self.maximumBytes) bytes")
            }
        }
        guard !reading.status.isOpenToOthers else {
            throw AuthenticationConfigurationError(
                "others may read or write the secret in \(path); run: chmod 600 \(path)")
        }
        var bytes = reading.bytes
        if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
        if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        guard let text = String(validating: bytes, as: UTF8.self), !text.isEmpty else {
            throw AuthenticationConfigurationError("the file \(path) holds no secret")
        }
        self.init(text)
    }
}
