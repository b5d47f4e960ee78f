package import Gatehouse

/// A file with the key of the digests that stand for values in the audit log: with it, equal values have equal digests
/// from one start of the server to the next.
///
/// It has the form of a file of state keys; the first secret counts.
package enum RedactionKeyFile {
    /// Reads a file, or makes one with a new secret, for its owner alone, where there is none.
    ///
    /// - Parameter path: The file. Its folder must exist.
    /// - Throws: ``AuthenticationConfigurationError`` where others may read or write the file, where it cannot be read or
    ///   made, and where a line is no secret; it names the line, and never what stands in it.
    package static func open(_ path: String) throws(AuthenticationConfigurationError) -> RedactionKey {
        do throws(SecretLines.Problem) {
            let secrets = try SecretLines(noun: "audit secrets").open(path)
            guard let key = secrets.first.flatMap({ RedactionKey($0) }) else {
                throw SecretLines.Problem("the file of audit secrets \(path) has none")
            }
            return key
        } catch {
            throw AuthenticationConfigurationError(error.description)
        }
    }
}
