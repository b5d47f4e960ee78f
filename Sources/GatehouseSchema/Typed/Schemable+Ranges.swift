public import GatehouseJSON

/// The members of a range.
private enum RangeMembers {
    static func schema<Bound: SchemaProviding>(
        _ bound: Bound.Type,
        upper: String,
        in definitions: inout SchemaDefinitions
    ) -> JSONValue {
        ObjectSchema()
            .property("lower", bound, FieldRules(.description("The first value.")), in: &definitions)
            .property("upper", bound, FieldRules(.description(upper)), in: &definitions)
            .value
    }

    /// Reads both bounds, which must be in order.
    @inline(__always)
    static func read<Bound: JSONReadable & Comparable>(
        from reader: inout JSONReader
    ) throws(JSONReadError) -> (lower: Bound, upper: Bound) {
        var lower: Bound?
        var upper: Bound?
        let mark = try reader.beginObject()
        while reader.nextName() {
            if reader.isName("lower") {
                reader.read(into: &lower)
            } else if reader.isName("upper") {
                reader.read(into: &upper)
            } else {
                reader.unknownName()
            }
        }
        let bounds = (lower: try reader.required(lower), upper: try reader.required(upper))
        guard bounds.lower <= bounds.upper else {
            let message = "must not be less than the member \"lower\""
            reader.report(JSONReadProblem(pointer: JSONPointer(["upper"]), message: message), from: mark)
            throw .mismatch
        }
        return bounds
    }

    static func write<Bound: JSONEncodable>(_ lower: Bound, _ upper: Bound, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("lower", lower)
        writer.member("upper", upper)
        writer.endObject()
    }
}

extension ClosedRange: SchemaProviding where Bound: SchemaProviding {
    /// An object with the members `lower` and `upper`, both within the range.
    public static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
        RangeMembers.schema(Bound.self, upper: "The last value; not less than lower.", in: &definitions)
    }
}

extension ClosedRange: JSONReadable where Bound: JSONReadable {
    /// Reads an object with the members `lower` and `upper`. That they are in order is a rule that no schema says.
    public init(from reader: inout JSONReader) throws(JSONReadError) {
        let bounds: (lower: Bound, upper: Bound) = try RangeMembers.read(from: &reader)
        self = bounds.lower...bounds.upper
    }
}

extension ClosedRange: JSONEncodable where Bound: JSONEncodable {
    public func encode(to writer: inout JSONWriter) { RangeMembers.write(lowerBound, upperBound, to: &writer) }
}

extension ClosedRange: Schemable where Bound: Schemable {}

extension Range: SchemaProviding where Bound: SchemaProviding {
    /// An object with the members `lower` and `upper`, the latter no more within the range.
    public static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
        RangeMembers.schema(
            Bound.self, upper: "The value after the last one; not less than lower.", in: &definitions)
    }
}

extension Range: JSONReadable where Bound: JSONReadable {
    /// Reads an object with the members `lower` and `upper`. That they are in order is a rule that no schema says.
    public init(from reader: inout JSONReader) throws(JSONReadError) {
        let bounds: (lower: Bound, upper: Bound) = try RangeMembers.read(from: &reader)
        self = bounds.lower..<bounds.upper
    }
}

extension Range: JSONEncodable where Bound: JSONEncodable {
    public func encode(to writer: inout JSONWriter) { RangeMembers.write(lowerBound, upperBound, to: &writer) }
}

extension Range: Schemable where Bound: Schemable {}
