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

    /// Adds everything that a toolbox declares under a prefix while the server runs.
    ///
    /// - Throws: ``RegistrationError`` as ``mount(_:prefix:)-(Components,_)`` does.
    public func mount(_ toolbox: some Toolbox, prefix: String) throws(RegistrationError) {
        try registry.mount(toolbox.components, prefix: prefix)
    }
}
