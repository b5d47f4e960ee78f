extension Context {
    /// The value of a dependency that the component declares.
    ///
    /// It was made before the function ran, so this suspends only where another task of the request is making it.
    ///
    /// - Throws: ``DependencyFailure`` where the component does not declare the dependency, where it could not be made, or
    ///   after the call has ended; the ``ToolError`` or ``GuardRefusal`` that its provider threw.
    public func resolve<Value: Sendable>(_ dependency: Dependency<Value>) async throws -> Value {
        guard let scope, scope.plan.allowed.contains(dependency.key) else {
            throw DependencyFailure(dependency.name, "the component does not declare that it needs it")
        }
        return try await scope.value(dependency)
    }

    /// The one value of a type.
    public func resolve<Value: Sendable>(_ type: Value.Type) async throws -> Value {
        try await resolve(.type(type))
    }
}
