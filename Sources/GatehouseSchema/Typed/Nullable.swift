public import GatehouseJSON

/// A member that tells three things apart: it is not there, it is `null`, or it has a value.
///
/// Its schema allows `null` and does not require the member. Where `null` and a missing member mean the same, an
/// optional is enough.
public enum Nullable<Value> {
    /// The member is not there.
    case absent
    /// The member is `null`.
    case null
    /// The member has a value.
    case value(Value)

    /// The value, where there is one.
    public var value: Value? {
        if case .value(let value) = self { value } else { nil }
    }
}

extension Nullable: Sendable where Value: Sendable {}
extension Nullable: Equatable where Value: Equatable {}
extension Nullable: Hashable where Value: Hashable {}

extension Nullable: JSONOmittable {
    /// A missing member is ``absent``.
    @inlinable
    public static var omitted: Nullable { .absent }

    /// Whether the member is not there.
    @inlinable
    public var isOmitted: Bool {
        if case .absent = self { true } else { false }
    }
}

extension Nullable: JSONReadable where Value: JSONReadable {
    /// Reads `null` or a value.
    @inlinable
    public init(from reader: inout JSONReader) throws(JSONReadError) {
        self = reader.readNull() ? .null : .value(try Value(from: &reader))
    }
}

extension Nullable: JSONEncodable where Value: JSONEncodable {
    /// Writes the value or `null`. Whoever writes the member around it leaves it out where it is absent.
    public func encode(to writer: inout JSONWriter) {
        if let value { value.encode(to: &writer) } else { writer.null() }
    }
}

extension Nullable: SchemaProviding where Value: SchemaProviding {
    public static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
        SchemaDocument.allowingNull(Value.schema(in: &definitions))
    }
}

extension Nullable: Schemable where Value: Schemable {}

extension Nullable: FieldCheckable where Value: FieldCheckable {
    public static var fieldKinds: FieldKinds { Value.fieldKinds }

    /// Whether the value, where there is one, keeps the rules.
    @inlinable
    public func check(_ rules: borrowing FieldRules) -> FieldVerdict {
        if case .value(let value) = self { value.check(rules) } else { .passes }
    }
}
