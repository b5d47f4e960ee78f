extension Bool: JSONReadable {
    /// Reads `true` or `false`.
    @inlinable
    public init(from reader: inout JSONReader) throws(JSONReadError) { self = try reader.readBool() }
}

extension String: JSONReadable {
    /// Reads a string.
    @inlinable
    public init(from reader: inout JSONReader) throws(JSONReadError) { self = try reader.readString() }
}

extension Double: JSONReadable {
    /// Reads a number as the nearest double; one beyond a double's range is refused.
    @inlinable
    public init(from reader: inout JSONReader) throws(JSONReadError) { self = try reader.readDouble() }
}

extension Float: JSONReadable {
    /// Reads a number as the nearest float; one beyond a float's range is refused.
    public init(from reader: inout JSONReader) throws(JSONReadError) {
        guard let value = Float(try reader.readNumberText()), value.isFinite else { throw .mismatch }
        self = value
    }
}

extension FixedWidthInteger {
    /// Reads a whole number that fits a type of at most 64 bits.
    @inlinable
    @inline(__always)
    init(narrowing value: some FixedWidthInteger) throws(JSONReadError) {
        guard let narrow = Self(exactly: value) else { throw .mismatch }
        self = narrow
    }
}

extension Int: JSONReadable {
    /// Reads a whole number; `1.0` and `1e2` are whole.
    @inlinable
    public init(from reader: inout JSONReader) throws(JSONReadError) { try self.init(narrowing: reader.readInt64()) }
}

extension Int64: JSONReadable {
    /// Reads a whole number; `1.0` and `1e2` are whole.
    @inlinable
    public init(from reader: inout JSONReader) throws(JSONReadError) { self = try reader.readInt64() }
}

extension Int32: JSONReadable {
    /// Reads a whole number that fits.
    @inlinable
    public init(from reader: inout JSONReader) throws(JSONReadError) { try self.init(narrowing: reader.readInt64()) }
}

extension Int16: JSONReadable {
    /// Reads a whole number that fits.
    @inlinable
    public init(from reader: inout JSONReader) throws(JSONReadError) { try self.init(narrowing: reader.readInt64()) }
}

extension Int8: JSONReadable {
    /// Reads a whole number that fits.
    @inlinable
    public init(from reader: inout JSONReader) throws(JSONReadError) { try self.init(narrowing: reader.readInt64()) }
}

extension UInt: JSONReadable {
    /// Reads a whole number that is not negative.
    @inlinable
    public init(from reader: inout JSONReader) throws(JSONReadError) { try self.init(narrowing: reader.readUInt64()) }
}

extension UInt64: JSONReadable {
    /// Reads a whole number that is not negative.
    @inlinable
    public init(from reader: inout JSONReader) throws(JSONReadError) { self = try reader.readUInt64() }
}

extension UInt32: JSONReadable {
    /// Reads a whole number that fits.
    @inlinable
    public init(from reader: inout JSONReader) throws(JSONReadError) { try self.init(narrowing: reader.readUInt64()) }
}

extension UInt16: JSONReadable {
    /// Reads a whole number that fits.
    @inlinable
    public init(from reader: inout JSONReader) throws(JSONReadError) { try self.init(narrowing: reader.readUInt64()) }
}

extension UInt8: JSONReadable {
    /// Reads a whole number that fits.
    @inlinable
    public init(from reader: inout JSONReader) throws(JSONReadError) { try self.init(narrowing: reader.readUInt64()) }
}
