extension JSONReader {
    /// Reads a member or an element.
    ///
    /// A value that does not fit leaves the slot empty; the reader notes that and goes on behind it.
    @inlinable
    public mutating func read<Value: JSONReadable>(into slot: inout Value?) {
        let start = position
        do throws(JSONReadError) {
            slot = try Value(from: &self)
        } catch {
            recover(from: start)
        }
    }

    /// The value of a member, or what its type reads a missing one as: `nil` of an optional.
    ///
    /// - Throws: ``JSONReadError`` where it is not there and has to be.
    @inlinable
    public func required<Value: JSONReadable>(_ slot: consuming Value?) throws(JSONReadError) -> Value {
        if let value = slot { return value }
        guard let value = Value.valueWhenMissing else { throw .missing }
        return value
    }

    /// Reads one of an enumeration's raw values.
    ///
    /// - Throws: ``JSONReadError`` where the next value is none of them.
    @inlinable
    public mutating func readRaw<Value: RawRepresentable>(
        _ type: Value.Type = Value.self
    ) throws(JSONReadError) -> Value where Value.RawValue: JSONReadable {
        guard let value = Value(rawValue: try Value.RawValue(from: &self)) else { throw .mismatch }
        return value
    }

    /// Reads one of an enumeration's raw values, which is compared by its bytes.
    ///
    /// - Throws: ``JSONReadError`` where the next value is none of them.
    @inlinable
    public mutating func readRaw<Value: RawRepresentable>(
        _ type: Value.Type = Value.self
    ) throws(JSONReadError) -> Value where Value.RawValue == String {
        let text = try readString()
        guard let value = Value(rawValue: text), Self.areExactlyEqual(value.rawValue, text) else { throw .mismatch }
        return value
    }

    @usableFromInline
    static func areExactlyEqual(_ left: String, _ right: String) -> Bool {
        left.isExactly(right)
    }
}

extension JSONReader {
    /// The value that a mark stands at, as a tree; the reader stays where it is.
    public func value(at mark: Mark) -> JSONValue {
        var reader = JSONReader(bytes)
        reader.position = mark.offset
        return reader.readValue()
    }
}
