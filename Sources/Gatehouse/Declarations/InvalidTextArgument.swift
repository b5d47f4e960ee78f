/// An argument that came as text is not of the type that the function takes.
///
/// Of a prompt's argument the caller is told so; at a URI whose variable does not fit there is nothing to be found.
public struct InvalidTextArgument: Error, Sendable, Hashable, CustomStringConvertible {
    /// The name of the argument or variable.
    public let name: String
    /// What is wrong, as `must be at most 50, was 500`.
    public let reason: String

    public var description: String { "/\(name): \(reason)" }
}
