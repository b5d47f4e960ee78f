public import GatehouseJSON
public import GatehouseSchema

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

extension Date: Schemable {
    /// `{"type":"string","format":"date-time"}`
    public static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
        ["type": "string", "format": "date-time"]
    }

    /// Reads a date and time of RFC 3339. A leap second is read as the second after it.
    public init(from reader: inout JSONReader) throws(JSONReadError) {
        guard let instant = RFC3339Instant(try reader.readString()) else { throw .mismatch }
        self.init(timeIntervalSince1970: Double(instant.seconds) + instant.fraction)
    }

    /// Writes RFC 3339 in UTC, with milliseconds where there are some. Dates outside the years 0 to 9999 are written as
    /// the first or last that the format can name.
    public func encode(to writer: inout JSONWriter) {
        writer.string(RFC3339Instant.text(timeIntervalSince1970))
    }
}
