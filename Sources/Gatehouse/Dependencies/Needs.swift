/// The dependencies that a component declares: `needs: Needs(.connection, .type(Clock.self))`.
///
/// They are made before the component's function runs, in this order, so that a refusal comes before anything of the
/// function. A function can resolve what its component declares and nothing else; a dependency that nothing provides is
/// refused when the server is made, not when somebody calls.
public struct Needs: Sendable, Hashable {
    private(set) var keys: [DependencyKey]

    public init<each Value: Sendable>(_ dependencies: repeat Dependency<each Value>) {
        var keys: [DependencyKey] = []
        for dependency in repeat each dependencies { keys.append(dependency.key) }
        self.keys = keys
    }

    /// No dependencies.
    public static let none = Needs()

    /// Both of two lists.
    public func and(_ others: Needs) -> Needs {
        var both = self
        both.keys += others.keys
        return both
    }
}
