/// Marks a parameter of a component's function as injected: `@Depends(.connection) db: Connection`.
///
/// Without a key the parameter gets the one value of its type. A marked parameter is not an argument of the component:
/// it never stands in the input schema, and no caller can give it.
@propertyWrapper
public struct Depends<Value: Sendable>: Sendable {
    public var wrappedValue: Value

    /// A value that came from a dependency with a key.
    public init(wrappedValue: Value, _ dependency: Dependency<Value>) {
        self.wrappedValue = wrappedValue
    }

    /// A value that came from the dependency of its type.
    public init(wrappedValue: Value) {
        self.wrappedValue = wrappedValue
    }
}
