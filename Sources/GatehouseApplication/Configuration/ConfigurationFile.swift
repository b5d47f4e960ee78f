import Gatehouse
import Yams

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What a configuration file says, checked against the table of keys.
struct ConfigurationFile: Sendable {
    /// The largest file that is read, in bytes.
    static let largest = 262_144
    /// The longest line that is read, in bytes: it bounds how deep blocks nest.
    static let longestLine = 4096

    /// The texts of the keys that the file sets, by the keys' names.
    private(set) var texts: [String: [String]] = [:]
    /// The lines they stand in, for what is found wrong later.
    private(set) var lines: [String: Int] = [:]
    /// `auth.issuers`.
    private(set) var issuers: [ServerConfiguration.Issuer] = []
    /// `auth.certificates.rules`.
    private(set) var certificateRules: [ServerConfiguration.CertificateRule] = []
    /// `roles`, or nothing where the file does not set them.
    private(set) var roles: [ServerConfiguration.Role]?
    /// `limits.tools` and its like.
    private(set) var limits: [ServerConfiguration.LimitEntry] = []
    /// `access.scopes`, `access.grants` and `access.rules`.
    private(set) var access = ServerConfiguration.Access()

    /// The path, as it was given.
    let path: String

    /// Reads a file.
    ///
    /// - Throws: ``ConfigurationError`` where it is missing or cannot be read, where it is not YAML, and with every key
    ///   and value in it that is wrong.
    init(path: String, keys: [ConfigurationKey] = ConfigurationKey.all) throws(ConfigurationError) {
        try self.init(text: Self.contents(of: path), path: path, keys: keys)
    }

    /// Reads a file's text.
    init(text: String, path: String, keys: [ConfigurationKey] = ConfigurationKey.all) throws(ConfigurationError) {
        self.path = path
        guard let root = try ConfigurationDocument.root(of: text, path: path) else { return }
        var walk = ConfigurationWalk(path: path, keys: keys)
        walk.read(root)
        guard walk.problems.isEmpty else { throw ConfigurationError(walk.problems) }
        certificateRules = walk.certificateRules
        (texts, lines, issuers, roles, limits) = (walk.texts, walk.lines, walk.issuers, walk.roles, walk.limits)
        access = walk.access
    }

    /// The place of a key that the file sets, as `gatehouse.yaml:3`.
    func place(of key: String) -> String? {
        lines[key].map { "\(path):\($0)" }
    }

    private static func contents(of path: String) throws(ConfigurationError) -> String {
        guard FileManager.default.fileExists(atPath: path) else {
            throw ConfigurationError("there is no such file", at: path)
        }
        // Attributes are those of a link itself, and Kubernetes mounts files as links.
        let target = URL(filePath: path).resolvingSymlinksInPath().path
        let attributes = (try? FileManager.default.attributesOfItem(atPath: target)) ?? [:]
        guard attributes[.type] as? FileAttributeType != .typeDirectory else {
            throw ConfigurationError("is a folder, not a file", at: path)
        }
        guard attributes[.size] as? Int ?? 0 <= largest else { throw tooLarge(path) }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ConfigurationError("the file exists but cannot be read; look at its permissions", at: path)
        }
        guard data.count <= largest else { throw tooLarge(path) }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw ConfigurationError("the file is not UTF-8", at: path)
        }
        return text
    }

    private static func tooLarge(_ path: String) -> ConfigurationError {
        ConfigurationError("the file is larger than \(Quantity.text(ofSize: largest))", at: path)
    }
}
