/// Holds a value whose type is forgotten, so that an optional one comes back as what it was.
struct DependencyBox<Value: Sendable>: Sendable {
    let value: Value
}
