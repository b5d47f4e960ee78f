/// Says how a value is made, what it is made of, how long it lives and how it ends.
///
/// ```swift
/// let providers: [DependencyProvider] = [
///     .provide(.pool, scope: .server) { try await Pool.open() } close: { try await $0.shutDown() },
///     .provide(.connection, needs: .pool) { pool in try await pool.acquire() } close: { await $0.release() },
/// ]
/// ```
///
/// Whatever `make` throws refuses the call: a ``ToolError`` and a ``GuardRefusal`` reach the caller, every other error
/// is logged, and the caller gets a generic sentence with the request's number. Whatever `close` throws is logged, and
/// stops no other value from being closed. Values are closed in the reverse order of their making, by a task that is
/// not cancelled where the request is.
public struct DependencyProvider: Sendable {
    let key: DependencyKey
    let scope: DependencyScope
    let needs: [DependencyKey]
    let make: @Sendable (any DependencySource) async throws -> any Sendable
    let close: (@Sendable (any Sendable) async throws -> Void)?

    /// Provides a value under a key.
    ///
    /// - Parameters:
    ///   - dependency: The key.
    ///   - scope: How long a value lives. One that lives with the server can only need others that do.
    ///   - needs: What the value is made of; `make` gets these values in this order.
    ///   - make: Makes a value. For a request it runs at most once, however many ask for the value at once; it is
    ///     cancelled where the call is given up.
    ///   - close: Ends a value.
    public static func provide<Value: Sendable, each Need: Sendable>(
        _ dependency: Dependency<Value>,
        scope: DependencyScope = .request,
        needs: repeat Dependency<each Need>,
        make: @escaping @Sendable (repeat each Need) async throws -> Value,
        close: (@Sendable (Value) async throws -> Void)? = nil
    ) -> DependencyProvider {
        let needed = (repeat each needs)
        var end: (@Sendable (any Sendable) async throws -> Void)?
        if let close {
            end = { box in if let box = box as? DependencyBox<Value> { try await close(box.value) } }
        }
        return DependencyProvider(
            key: dependency.key, scope: scope, needs: Needs(repeat each needs).keys,
            make: { source in DependencyBox(value: try await make(repeat try await source.value(each needed))) },
            close: end)
    }

    /// Provides the one value of a type.
    public static func provide<Value: Sendable, each Need: Sendable>(
        _ type: Value.Type,
        scope: DependencyScope = .request,
        needs: repeat Dependency<each Need>,
        make: @escaping @Sendable (repeat each Need) async throws -> Value,
        close: (@Sendable (Value) async throws -> Void)? = nil
    ) -> DependencyProvider {
        provide(.type(type), scope: scope, needs: repeat each needs, make: make, close: close)
    }

    /// Provides a value that is there already, and that somebody else ends.
    public static func value<Value: Sendable>(_ dependency: Dependency<Value>, _ value: Value) -> DependencyProvider {
        provide(dependency, scope: .server) { value }
    }

    /// The same provider with another scope.
    func with(scope: DependencyScope) -> DependencyProvider {
        DependencyProvider(key: key, scope: scope, needs: needs, make: make, close: close)
    }
}
