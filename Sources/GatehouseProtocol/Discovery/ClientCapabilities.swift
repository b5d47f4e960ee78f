public import GatehouseJSON

/// What a client can do.
///
/// The set is open: members that are not known are ignored. Schema type `ClientCapabilities`.
public struct ClientCapabilities: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// Sampling of a model.
    public var sampling: Sampling?
    /// Asking the user.
    public var elicitation: Elicitation?
    /// Listing roots.
    public var roots: Roots?
    /// Support for tasks inside the core protocol; only in revision 2025-11-25.
    public var tasks: JSONObject?
    /// Capabilities that no specification has, by name.
    public var experimental: JSONObject?
    /// Extensions of the protocol and their settings, by identifier.
    public var extensions: JSONObject?

    /// Makes the value of its members.
    public init(
        sampling: Sampling? = nil,
        elicitation: Elicitation? = nil,
        roots: Roots? = nil,
        tasks: JSONObject? = nil,
        experimental: JSONObject? = nil,
        extensions: JSONObject? = nil
    ) {
        self.sampling = sampling
        self.elicitation = elicitation
        self.roots = roots
        self.tasks = tasks
        self.experimental = experimental
        self.extensions = extensions
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        sampling = try object.optional("sampling")
        elicitation = try object.optional("elicitation")
        roots = try object.optional("roots")
        tasks = try object.optional("tasks")
        experimental = try object.optional("experimental")
        extensions = try object.optional("extensions")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("sampling", ifPresent: sampling)
        writer.member("elicitation", ifPresent: elicitation)
        writer.member("roots", ifPresent: roots)
        writer.member("tasks", ifPresent: tasks)
        writer.member("experimental", ifPresent: experimental)
        writer.member("extensions", ifPresent: extensions)
        writer.endObject()
    }
}
