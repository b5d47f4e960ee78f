extension DPoPNonces {
    /// Makes nonces with the first key of a file of state keys, which servers that answer for one another share
    /// (``StateKeyFile``); the file is made where there is none.
    ///
    /// - Throws: ``AuthenticationConfigurationError`` where the file cannot be used, or the lifetime is out of bounds.
    public init(
        keyFile path: String,
        lifetime: Duration = .seconds(300)
    ) throws(AuthenticationConfigurationError) {
        let secrets: [[UInt8]]
        do throws(SecretLines.Problem) {
            secrets = try SecretLines(noun: "state keys").open(path)
        } catch {
            throw AuthenticationConfigurationError(error.description)
        }
        try self.init(secret: secrets.first, lifetime: lifetime)
    }
}
