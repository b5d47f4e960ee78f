/// Where the values come from that a provider or a guard needs.
protocol DependencySource: Sendable {
    /// The value of a dependency, in its ``DependencyBox``.
    func value(of key: DependencyKey) async throws -> any Sendable
}

extension DependencySource {
    /// The value of a dependency.
    func value<Value: Sendable>(_ dependency: Dependency<Value>) async throws -> Value {
        guard let box = try await value(of: dependency.key) as? DependencyBox<Value> else {
            throw DependencyFailure(dependency.name, "the value is not of the type that its key names")
        }
        return box.value
    }
}
