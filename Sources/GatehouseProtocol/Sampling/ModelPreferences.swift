public import GatehouseJSON

/// What a server would like of the model that a client chooses.
///
/// Schema type `ModelPreferences`; MCP 2026-07-28, client/sampling.
public struct ModelPreferences: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// Models, the preferred first.
    public var hints: [ModelHint]?
    /// How much a low cost matters, from 0 to 1.
    public var costPriority: Double?
    /// How much speed matters, from 0 to 1.
    public var speedPriority: Double?
    /// How much ability matters, from 0 to 1.
    public var intelligencePriority: Double?

    /// Makes the value of its members.
    public init(
        hints: [ModelHint]? = nil,
        costPriority: Double? = nil,
        speedPriority: Double? = nil,
        intelligencePriority: Double? = nil
    ) {
        self.hints = hints
        self.costPriority = costPriority
        self.speedPriority = speedPriority
        self.intelligencePriority = intelligencePriority
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        hints = try object.optional("hints")
        costPriority = try object.optionalFraction("costPriority")
        speedPriority = try object.optionalFraction("speedPriority")
        intelligencePriority = try object.optionalFraction("intelligencePriority")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("hints", ifPresent: hints)
        writer.member("costPriority", ifPresent: costPriority)
        writer.member("speedPriority", ifPresent: speedPriority)
        writer.member("intelligencePriority", ifPresent: intelligencePriority)
        writer.endObject()
    }
}
