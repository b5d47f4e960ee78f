public import GatehouseJSON

extension Set: SchemaProviding where Element: SchemaProviding {
    /// An array of the elements' schema with `uniqueItems`.
    public static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
        ["type": "array", "items": Element.schema(in: &definitions), "uniqueItems": true]
    }
}

extension Set: JSONReadable where Element: JSONReadable {
    /// Reads an array in which no element is equal to another, as JSON Schema's `uniqueItems` compares them: `1` and
    /// `1.0` are equal, strings that differ in their bytes are not, although Swift may keep only one of these.
    public init(from reader: inout JSONReader) throws(JSONReadError) {
        let mark = try reader.beginArray()
        self = []
        var areDifferent = Element.self is any DistinctValue.Type
        while reader.nextElement() {
            var element: Element?
            reader.read(into: &element)
            if let element, !insert(element).inserted { areDifferent = false }
        }
        guard !areDifferent, reader.isIntact(since: mark) else { return }
        guard case .array(let elements) = reader.value(at: mark), UniqueElements.areUnique(elements) else {
            throw .mismatch
        }
    }
}

/// A type whose values are different wherever their JSON forms are not equal as JSON Schema compares values: two that
/// Swift tells apart are told apart by `uniqueItems` as well.
private protocol DistinctValue {}

extension String: DistinctValue {}
extension Bool: DistinctValue {}
extension Int: DistinctValue {}
extension Int64: DistinctValue {}
extension Double: DistinctValue {}

extension Set: JSONEncodable where Element: JSONEncodable {
    /// Writes an array, in the order of the elements' texts, so that equal sets give equal text.
    public func encode(to writer: inout JSONWriter) {
        writer.beginArray()
        for bytes in map(\.jsonBytes).sorted(by: { $0.lexicographicallyPrecedes($1) }) { writer.raw(bytes) }
        writer.endArray()
    }
}

extension Set: Schemable where Element: Schemable {}
