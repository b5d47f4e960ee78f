/// What takes the place of providers and guards for a while, in a test: see ``Server/withOverrides(_:isolation:_:)``.
public struct DependencyOverrides: Sendable {
    private var providers: [(provider: DependencyProvider, scope: DependencyScope?)] = []
    private var allowed: Set<String> = []

    /// Makes a value in another way.
    ///
    /// - Parameters:
    ///   - dependency: The key.
    ///   - scope: How long a value lives; by default as long as one of the provider that is replaced.
    ///   - needs: What the value is made of.
    ///   - make: Makes a value.
    ///   - close: Ends a value.
    public mutating func provide<Value: Sendable, each Need: Sendable>(
        _ dependency: Dependency<Value>,
        scope: DependencyScope? = nil,
        needs: repeat Dependency<each Need>,
        make: @escaping @Sendable (repeat each Need) async throws -> Value,
        close: (@Sendable (Value) async throws -> Void)? = nil
    ) {
        let provider = DependencyProvider.provide(dependency, needs: repeat each needs, make: make, close: close)
        providers.append((provider, scope))
    }

    /// Puts a value in the place of those that would be made.
    public mutating func value<Value: Sendable>(_ dependency: Dependency<Value>, _ value: Value) {
        provide(dependency) { value }
    }

    /// Lets every request pass the guards of that name.
    public mutating func allow(guard name: String) {
        allowed.insert(name)
    }

    /// The providers with the replaced ones in their places.
    func applied(to original: [DependencyProvider]) throws(RegistrationError) -> [DependencyProvider] {
        var result = original
        for (provider, scope) in providers {
            guard let index = result.firstIndex(where: { $0.key == provider.key }) else {
                throw RegistrationError(
                    "the override of \"\(provider.key.name)\" replaces nothing: nothing provides it")
            }
            result[index] = provider.with(scope: scope ?? result[index].scope)
        }
        return result
    }

    /// The components and guards without those guards that let everything pass.
    func applied(
        to components: Components,
        _ guards: [Guard]
    ) throws(RegistrationError) -> (Components, [Guard]) {
        let all = guards + components.allGuards
        if let unknown = allowed.sorted().first(where: { name in !all.contains { $0.name == name } }) {
            throw RegistrationError("the override of guard \"\(unknown)\" replaces nothing: there is no such guard")
        }
        var components = components
        let isAllowed = { (one: Guard) in allowed.contains(one.name) }
        for index in components.tools.indices { components.tools[index].options.guards.removeAll(where: isAllowed) }
        for index in components.prompts.indices { components.prompts[index].options.guards.removeAll(where: isAllowed) }
        for index in components.resources.indices {
            components.resources[index].options.guards.removeAll(where: isAllowed)
        }
        return (components, guards.filter { !isAllowed($0) })
    }
}

extension Components {
    /// The guards of all components.
    fileprivate var allGuards: [Guard] {
        tools.flatMap(\.options.guards) + prompts.flatMap(\.options.guards) + resources.flatMap(\.options.guards)
    }
}
