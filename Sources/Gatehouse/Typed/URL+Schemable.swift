public import GatehouseJSON
public import GatehouseSchema

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

extension URL: Schemable {
    /// `{"type":"string","format":"uri"}`
    public static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
        ["type": "string", "format": "uri"]
    }

    /// Reads a URI of RFC 3986, with a scheme.
    ///
    /// The few that `URL` cannot hold are refused with a problem of their own, because the schema accepts them.
    public init(from reader: inout JSONReader) throws(JSONReadError) {
        let mark = reader.mark
        let text = try reader.readString()
        guard FieldFormat.uri.accepts(text) else { throw .mismatch }
        guard let url = URL(string: text) else {
            reader.report(JSONReadProblem(message: "must be a URL that can be opened"), from: mark)
            throw .mismatch
        }
        self = url
    }

    /// Writes the text of the URL.
    public func encode(to writer: inout JSONWriter) { writer.string(absoluteString) }
}
