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

extension SchemaProviding where Self: FixedWidthInteger {
    /// An integer with the bounds of a narrow type. Those of 64 bits are named by a format, `int64` or `uint64`: readers
    /// whose numbers are doubles cannot even hold them.
    public static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
        if bitWidth < 64 {
            return [
                "type": "integer", "minimum": .integer(Int64(clamping: min)), "maximum": .integer(Int64(clamping: max)),
            ]
        }
        return isSigned
            ? ["type": "integer", "format": "int64"] : ["type": "integer", "minimum": 0, "format": "uint64"]
    }
}

extension Int: Schemable {}
extension Int64: Schemable {}
extension Int32: Schemable {}
extension Int16: Schemable {}
extension Int8: Schemable {}
extension UInt: Schemable {}
extension UInt64: Schemable {}
extension UInt32: Schemable {}
extension UInt16: Schemable {}
extension UInt8: Schemable {}
