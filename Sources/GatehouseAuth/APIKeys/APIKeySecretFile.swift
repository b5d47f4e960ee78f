/// A file with the server's secret for API keys: the keys in the store are of no use without it.
///
/// It has the form of a file of state keys: one secret a line, at least 32 random bytes in base64url. The first one hashes
/// new keys; keys that the others hashed still count, so that a secret can be replaced while keys are.
public enum APIKeySecretFile {
    /// Reads a file, or makes one with a new secret, for its owner alone, where there is none.
    ///
    /// - Parameter path: The file. Its folder must exist.
    /// - Throws: ``AuthenticationConfigurationError`` where others may read or write the file, where it cannot be read or
    ///   made, and where a line is no secret; it names the line, and never what stands in it.
    public static func open(_ path: String) throws(AuthenticationConfigurationError) -> APIKeyHasher {
        let secrets: [[UInt8]]
        do throws(SecretLines.Problem) {
            secrets = try SecretLines(noun: "API key secrets").open(path)
        } catch {
            throw AuthenticationConfigurationError(error.description)
        }
        return try APIKeyHasher(secrets: secrets)
    }
}
