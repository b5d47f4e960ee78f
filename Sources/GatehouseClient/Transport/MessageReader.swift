import GatehouseJSON

/// Reads messages of a server within bounds.
struct MessageReader: Sendable {
    let maximumBytes: Int

    /// The message in some bytes.
    ///
    /// - Throws: ``ClientError`` where they are no JSON object, or more than the bound.
    func message(_ bytes: [UInt8]) throws(ClientError) -> JSONObject {
        let limits = JSONLimits(maximumBytes: maximumBytes, maximumDepth: JSONLimits.depthCeiling)
        let value: JSONValue
        do throws(JSONParseError) {
            value = try JSONValue(parsing: bytes, limits: limits)
        } catch {
            if case .tooLarge = error.reason { throw tooLarge }
            throw ClientError(.unreadable, "it is not JSON: \(error)")
        }
        guard let object = value.objectValue else {
            throw ClientError(.unreadable, "it is \(value.kind.phrase), where an object is expected")
        }
        return object
    }

    /// A message is beyond the bound.
    var tooLarge: ClientError { ClientError(.unreadable, "it has more than \(maximumBytes) bytes") }
}
