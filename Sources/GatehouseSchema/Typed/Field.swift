/// Rules about a parameter of a function, or a stored property, beside its type.
///
/// On a parameter it is a property wrapper that changes nothing about the value: whoever calls the function in Swift
/// passes what he likes. The rules hold for what comes as JSON.
@propertyWrapper
public struct Field<Value> {
    /// The value.
    public var wrappedValue: Value
    /// The rules.
    public let rules: [FieldRule]

    /// Wraps a value.
    public init(wrappedValue: Value, _ rules: FieldRule...) {
        self.wrappedValue = wrappedValue
        self.rules = rules
    }
}

extension Field: Sendable where Value: Sendable {}
