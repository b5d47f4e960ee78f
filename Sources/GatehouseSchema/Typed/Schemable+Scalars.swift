public import GatehouseJSON

extension Bool: Schemable {
    /// `{"type":"boolean"}`
    public static func schema(in definitions: inout SchemaDefinitions) -> JSONValue { ["type": "boolean"] }
}

extension String: Schemable {
    /// `{"type":"string"}`
    public static func schema(in definitions: inout SchemaDefinitions) -> JSONValue { ["type": "string"] }
}

extension Double: Schemable {
    /// `{"type":"number","format":"double"}`; the format refuses numbers beyond a double's range.
    public static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
        ["type": "number", "format": "double"]
    }
}

extension Float: Schemable {
    /// `{"type":"number","format":"float"}`; the format refuses numbers beyond a float's range.
    public static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
        ["type": "number", "format": "float"]
    }
}

extension FixedWidthInteger {
    /// The bounds of a narrow type. Those of 64 bits are named by a format: readers whose numbers are doubles cannot
    /// even hold them.
    fileprivate static var integerSchema: JSONValue {
        if bitWidth < 64 {
            return [
                "type": "integer", "minimum": .integer(Int64(clamping: min)), "maximum": .integer(Int64(clamping: max)),
            ]
        }
        return isSigned
            ? ["type": "integer", "format": "int64"] : ["type": "integer", "minimum": 0, "format": "uint64"]
    }
}

extension Int: Schemable {
    /// `{"type":"integer","format":"int64"}`
    public static func schema(in definitions: inout SchemaDefinitions) -> JSONValue { integerSchema }
}

extension Int64: Schemable {
    /// `{"type":"integer","format":"int64"}`
    public static func schema(in definitions: inout SchemaDefinitions) -> JSONValue { integerSchema }
}

extension Int32: Schemable {
    /// An integer with the bounds of the type.
    public static func schema(in definitions: inout SchemaDefinitions) -> JSONValue { integerSchema }
}

extension Int16: Schemable {
    /// An integer with the bounds of the type.
    public static func schema(in definitions: inout SchemaDefinitions) -> JSONValue { integerSchema }
}

extension Int8: Schemable {
    /// An integer with the bounds of the type.
    public static func schema(in definitions: inout SchemaDefinitions) -> JSONValue { integerSchema }
}

extension UInt: Schemable {
    /// `{"type":"integer","minimum":0,"format":"uint64"}`
    public static func schema(in definitions: inout SchemaDefinitions) -> JSONValue { integerSchema }
}

extension UInt64: Schemable {
    /// `{"type":"integer","minimum":0,"format":"uint64"}`
    public static func schema(in definitions: inout SchemaDefinitions) -> JSONValue { integerSchema }
}

extension UInt32: Schemable {
    /// An integer with the bounds of the type.
    public static func schema(in definitions: inout SchemaDefinitions) -> JSONValue { integerSchema }
}

extension UInt16: Schemable {
    /// An integer with the bounds of the type.
    public static func schema(in definitions: inout SchemaDefinitions) -> JSONValue { integerSchema }
}

extension UInt8: Schemable {
    /// An integer with the bounds of the type.
    public static func schema(in definitions: inout SchemaDefinitions) -> JSONValue { integerSchema }
}
