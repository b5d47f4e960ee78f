extension Server {
    /// Adds a toolbox under a prefix while the server runs, as ``Registry/mount(_:prefix:)`` does.
    ///
    /// ```swift
    /// try server.mount(library, prefix: "library")
    /// ```
    ///
    /// - Throws: ``RegistrationError`` for what contradicts the protocol, for what is there already, and for a prefix that
    ///   cannot stand in a name; then nothing is added.
    public func mount(_ components: Components, prefix: String) throws(RegistrationError) {
        try registry.mount(components, prefix: prefix)
    }
}
