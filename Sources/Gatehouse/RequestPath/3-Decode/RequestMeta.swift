import GatehouseJSON
import GatehouseProtocol

/// A request's `_meta`, with the fields that the protocol and this server know.
struct RequestMeta: Sendable {
    private(set) var protocolVersion: JSONValue?
    private(set) var clientCapabilities: JSONText?
    private(set) var clientInfo: JSONText?
    private(set) var logLevel: JSONValue?
    private(set) var progressToken: JSONValue?
    /// The version of a component that the client asks for (``ComponentMeta/version``).
    private(set) var componentVersion: JSONValue?
    /// How long the client wants to wait (``ComponentMeta/timeoutMs``).
    private(set) var timeout: JSONValue?

    /// Reads an object, which the reader must stand at.
    ///
    /// - Parameter text: The text that the reader reads from.
    init(_ reader: inout JSONReader, of text: JSONText) throws(JSONReadError) {
        try reader.beginObject()
        while reader.nextName() {
            if reader.isName("io.modelcontextprotocol/protocolVersion") {
                protocolVersion = reader.readValue()
            } else if reader.isName("io.modelcontextprotocol/clientCapabilities") {
                clientCapabilities = reader.readText(of: text)
            } else if reader.isName("io.modelcontextprotocol/clientInfo") {
                clientInfo = reader.readText(of: text)
            } else if reader.isName("io.modelcontextprotocol/logLevel") {
                logLevel = reader.readValue()
            } else if reader.isName("progressToken") {
                progressToken = reader.readValue()
            } else if reader.isName("dev.gatehouse/version") {
                componentVersion = reader.readValue()
            } else if reader.isName("dev.gatehouse/timeoutMs") {
                timeout = reader.readValue()
            } else {
                reader.skipValue()
            }
        }
    }

    /// Whether it has one of the fields by which every request of 2026-07-28 explains itself.
    var isOfModernRequest: Bool {
        protocolVersion != nil || clientCapabilities != nil || clientInfo != nil
    }
}
