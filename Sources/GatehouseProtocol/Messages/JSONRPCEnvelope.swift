import GatehouseJSON

/// The one version of JSON-RPC that MCP uses.
private let version = "2.0"

extension JSONObject {
    /// Requires `jsonrpc` to be the version that MCP uses.
    func expectEnvelope() throws(JSONDecodingError) {
        try expect("jsonrpc", toBe: version)
    }
}

extension JSONWriter {
    /// Opens a message and writes its version.
    mutating func beginEnvelope() {
        beginObject()
        member("jsonrpc", version)
    }
}
