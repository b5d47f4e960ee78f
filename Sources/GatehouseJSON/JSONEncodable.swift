/// A type that writes itself as one JSON value.
public protocol JSONEncodable {
    /// Writes exactly one value.
    func encode(to writer: inout JSONWriter)

    /// Whether a member with this value is left out; never, unless the type is ``JSONOmittable``.
    var isLeftOut: Bool { get }
}

extension JSONEncodable {
    /// Members of most types are always written.
    @inlinable
    public var isLeftOut: Bool { false }
}

extension JSONEncodable where Self: JSONOmittable {
    /// Whether the value stands for a missing member.
    @inlinable
    public var isLeftOut: Bool { isOmitted }
}

extension JSONEncodable {
    /// The value as compact JSON text in UTF-8.
    @inlinable
    public var jsonBytes: [UInt8] {
        var writer = JSONWriter()
        encode(to: &writer)
        return writer.bytes
    }
}

extension JSONValue: JSONEncodable {
    public func encode(to writer: inout JSONWriter) {
        switch self {
        case .null: writer.null()
        case .bool(let value): writer.bool(value)
        case .integer(let value): writer.integer(value)
        case .number(let value): writer.number(value)
        case .string(let value): writer.string(value)
        case .array(let elements): elements.encode(to: &writer)
        case .object(let object): object.encode(to: &writer)
        }
    }
}

extension JSONObject: JSONEncodable {
    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        for member in members {
            writer.name(member.name)
            member.value.encode(to: &writer)
        }
        writer.endObject()
    }
}

extension String: JSONEncodable {
    public func encode(to writer: inout JSONWriter) { writer.string(self) }
}

extension Bool: JSONEncodable {
    public func encode(to writer: inout JSONWriter) { writer.bool(self) }
}

extension Int: JSONEncodable {
    public func encode(to writer: inout JSONWriter) { writer.integer(Int64(self)) }
}

extension Int64: JSONEncodable {
    public func encode(to writer: inout JSONWriter) { writer.integer(self) }
}

extension Double: JSONEncodable {
    public func encode(to writer: inout JSONWriter) { writer.double(self) }
}

extension Optional: JSONEncodable where Wrapped: JSONEncodable {
    @inlinable
    public func encode(to writer: inout JSONWriter) {
        if let self { self.encode(to: &writer) } else { writer.null() }
    }
}

extension Array: JSONEncodable where Element: JSONEncodable {
    @inlinable
    public func encode(to writer: inout JSONWriter) {
        writer.beginArray()
        for element in self { element.encode(to: &writer) }
        writer.endArray()
    }
}

extension Dictionary: JSONEncodable where Key == String, Value: JSONEncodable {
    /// Writes an object whose members stand in the order of their names, so that equal dictionaries give equal text.
    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        for (name, value) in sorted(by: { $0.key < $1.key }) {
            writer.name(name)
            value.encode(to: &writer)
        }
        writer.endObject()
    }
}

extension JSONWriter {
    /// Writes a member.
    @inlinable
    public mutating func member(_ name: StaticString, _ value: some JSONEncodable) {
        self.name(literal: name)
        value.encode(to: &self)
    }

    /// Writes a member, unless its value stands for one that is not there, such as `nil`.
    @inlinable
    public mutating func property(_ name: StaticString, _ value: some JSONEncodable) {
        if !value.isLeftOut { member(name, value) }
    }

    /// Writes a member where there is a value, and nothing where there is none.
    @inlinable
    public mutating func member(_ name: StaticString, ifPresent value: (some JSONEncodable)?) {
        if let value { member(name, value) }
    }
}
