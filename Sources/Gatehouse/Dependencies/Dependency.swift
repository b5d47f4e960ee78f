/// A key under which functions ask for a value that somebody else makes: a connection, a tenant, a clock.
///
/// Two keys are the same where type and name are the same, so a key can be made wherever it is needed:
///
/// ```swift
/// extension Dependency<Pool> {
///     static var pool: Self { Dependency("pool") }
/// }
/// ```
///
/// A ``DependencyProvider`` says how the value is made and how long it lives; a component says in its options that it
/// needs it (``Needs``), and its function gets it from ``Context/resolve(_:)``. What is injected
/// that way never stands in an input schema.
public struct Dependency<Value: Sendable>: Sendable {
    let key: DependencyKey

    /// A key of this name, among those for values of this type.
    public init(_ name: String) {
        key = DependencyKey(kind: .named(name), type: Value.self)
    }

    /// A dependency that the server itself fills from the request.
    init(_ source: DependencyKey.BuiltIn.Source, _ read: @escaping @Sendable (RequestScope) throws -> Value) {
        let builtIn = DependencyKey.BuiltIn(source: source) { DependencyBox(value: try read($0)) }
        key = DependencyKey(kind: .builtIn(source.name), type: Value.self, builtIn: builtIn)
    }

    private init(key: DependencyKey) {
        self.key = key
    }

    /// The key of the one value of this type that has no name. ``Principal`` and ``RequestInfo`` come from the request.
    public static func type(_ type: Value.Type) -> Dependency<Value> {
        if let principal = Dependency<Principal>.principal as? Dependency<Value> { return principal }
        if let request = Dependency<RequestInfo>.request as? Dependency<Value> { return request }
        return Dependency(key: DependencyKey(kind: .type, type: Value.self))
    }

    /// The name, as messages have it; without one it is the type's.
    public var name: String { key.name }
}
