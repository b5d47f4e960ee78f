extension ServerConfiguration {
    /// A role; those of the configuration take the place of all of the application's.
    typealias Role = Application.Role

    /// The roles where the configuration names none: the application's.
    static var defaultRoles: [Role] { Application.current.roles }
}
