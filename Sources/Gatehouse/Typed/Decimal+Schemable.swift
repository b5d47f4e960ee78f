public import GatehouseJSON
public import GatehouseSchema

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

extension Decimal: Schemable {
    /// `{"type":"number","format":"decimal"}`; the format refuses numbers of more than 38 digits.
    public static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
        ["type": "number", "format": "decimal"]
    }

    /// Reads a number without rounding it; one that would have to be rounded is refused.
    public init(from reader: inout JSONReader) throws(JSONReadError) {
        guard let short = ShortDecimal(try reader.readNumber()), let value = Decimal(string: short.text) else {
            throw .mismatch
        }
        self = value
    }

    /// Writes the number with all its digits. Writes `null` for what is no number.
    public func encode(to writer: inout JSONWriter) {
        if let number = JSONNumber(description) { writer.number(number) } else { writer.null() }
    }
}
