extension Int32: JSONEncodable {
    public func encode(to writer: inout JSONWriter) { writer.integer(Int64(self)) }
}

extension Int16: JSONEncodable {
    public func encode(to writer: inout JSONWriter) { writer.integer(Int64(self)) }
}

extension Int8: JSONEncodable {
    public func encode(to writer: inout JSONWriter) { writer.integer(Int64(self)) }
}

extension UInt: JSONEncodable {
    public func encode(to writer: inout JSONWriter) { writer.integer(self) }
}

extension UInt64: JSONEncodable {
    public func encode(to writer: inout JSONWriter) { writer.integer(self) }
}

extension UInt32: JSONEncodable {
    public func encode(to writer: inout JSONWriter) { writer.integer(Int64(self)) }
}

extension UInt16: JSONEncodable {
    public func encode(to writer: inout JSONWriter) { writer.integer(Int64(self)) }
}

extension UInt8: JSONEncodable {
    public func encode(to writer: inout JSONWriter) { writer.integer(Int64(self)) }
}

extension Float: JSONEncodable {
    /// Writes the shortest text that reads back as the same float.
    public func encode(to writer: inout JSONWriter) {
        if let whole = Int32(exactly: self), !(whole == 0 && sign == .minus), whole.magnitude < 1 << 24 {
            writer.integer(Int64(whole))
        } else if isFinite, let number = JSONNumber(description) {
            writer.number(number)
        } else {
            writer.null()
        }
    }
}
