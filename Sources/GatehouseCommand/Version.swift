/// The version of this build.
enum Version {
    /// What `--version` prints, and what servers are told about this client.
    static let current = "0.1.0"
}
