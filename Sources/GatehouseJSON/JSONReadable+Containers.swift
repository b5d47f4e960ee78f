extension JSONValue: JSONReadable {
    /// Reads any value.
    public init(from reader: inout JSONReader) throws(JSONReadError) { self = reader.readValue() }
}

extension JSONObject: JSONReadable {
    /// Reads an object.
    public init(from reader: inout JSONReader) throws(JSONReadError) {
        guard reader.nextKind == .object, case .object(let object) = reader.readValue() else { throw .mismatch }
        self = object
    }
}

extension Optional: JSONReadable where Wrapped: JSONReadable {
    /// Reads `null` as nothing, and everything else as the wrapped type does.
    @inlinable
    public init(from reader: inout JSONReader) throws(JSONReadError) {
        self = reader.readNull() ? nil : try Wrapped(from: &reader)
    }
}

extension Array: JSONReadable where Element: JSONReadable {
    /// Reads an array. Elements that do not fit are noted and left out.
    @inlinable
    public init(from reader: inout JSONReader) throws(JSONReadError) {
        try reader.beginArray()
        self = []
        while reader.nextElement() {
            var element: Element?
            reader.read(into: &element)
            guard let element else { continue }
            if isEmpty { reserveCapacity(4) }
            append(element)
        }
    }
}

extension Dictionary: JSONReadable where Key == String, Value: JSONReadable {
    /// Reads an object. Values that do not fit are noted and left out.
    ///
    /// Of two names that differ in their bytes but that Swift calls equal, such as two spellings of one accented
    /// letter, the last stays.
    @inlinable
    public init(from reader: inout JSONReader) throws(JSONReadError) {
        try reader.beginObject()
        self = [:]
        while reader.nextName() {
            let name = reader.name
            var value: Value?
            reader.read(into: &value)
            if let value { self[name] = value }
        }
    }
}
