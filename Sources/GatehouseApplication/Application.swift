public import Gatehouse

/// A program that serves components, with the command line, the configuration and the life cycle of `gatehouse`.
///
/// ```swift
/// await Application("library", Library(catalog: catalog)).run()
/// ```
///
/// Its commands are `serve`, `token`, `keys`, `call`, `tools`, `explain` and `matrix`; `--help` explains them. Every application reads the same
/// configuration, from the same variables `GATEHOUSE_…`.
public struct Application: Sendable {
    /// A role that an application comes with; the configuration may define others in place of all of them.
    public struct Role: Sendable, Hashable {
        /// The role's name, as tokens carry it.
        public var name: String
        /// What it permits, as `notes:read`.
        public var permissions: [String]
        /// The roles that it builds on.
        public var inherits: [String]
        /// The one tenant in which it counts; nothing where it counts everywhere.
        public var tenant: String?

        public init(_ name: String, permissions: [String] = [], inherits: [String] = [], tenant: String? = nil) {
            self.name = name
            self.permissions = permissions
            self.inherits = inherits
            self.tenant = tenant
        }
    }

    /// The name of the program, which is also the server's where the configuration names no other.
    public var name: String
    /// The name that clients show to people.
    public var title: String?
    /// The version of the program.
    public var version: String
    /// What the program is, in a sentence for `--help`.
    public var summary: String
    /// What a model should know before it uses the server, where the configuration says nothing else.
    public var instructions: String?
    /// The roles where the configuration names none.
    public var roles: [Role]
    let open: @Sendable (Launch) async throws -> Components

    /// Describes an application whose components are made when it begins to serve.
    ///
    /// - Parameters:
    ///   - name: The program's name, as it is typed.
    ///   - summary: What it is, in a sentence.
    ///   - open: Makes the components. An ``ApplicationError`` that it throws is told to whoever starts the program.
    public init(
        _ name: String,
        title: String? = nil,
        version: String = "0.1.0",
        summary: String = "A server for the Model Context Protocol.",
        instructions: String? = nil,
        roles: [Role] = [],
        open: @escaping @Sendable (Launch) async throws -> Components
    ) {
        self.name = name
        self.title = title
        self.version = version
        self.summary = summary
        self.instructions = instructions
        self.roles = roles
        self.open = open
    }

    /// The application whose command line is being carried out.
    @TaskLocal static var current = Application("gatehouse") { _ in Components() }
}

/// Why an application cannot begin: it is told to whoever starts the program, which ends with exit code 78.
public struct ApplicationError: Error, Sendable, CustomStringConvertible {
    public let description: String

    /// - Parameter description: What is wrong, and what would mend it.
    public init(_ description: String) {
        self.description = description
    }
}
