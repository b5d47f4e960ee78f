public import GatehouseJSON

/// What a server can do.
///
/// The set is open: members that are not known are ignored. Schema type `ServerCapabilities`.
public struct ServerCapabilities: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// It has tools.
    public var tools: ListCapability?
    /// It has resources.
    public var resources: ResourcesCapability?
    /// It has prompts.
    public var prompts: ListCapability?
    /// It completes arguments.
    public var completions: JSONObject?
    /// It sends log messages.
    public var logging: JSONObject?
    /// Support for tasks inside the core protocol; only in revision 2025-11-25.
    public var tasks: JSONObject?
    /// Capabilities that no specification has, by name.
    public var experimental: JSONObject?
    /// Extensions of the protocol and their settings, by identifier.
    public var extensions: JSONObject?

    /// Makes the value of its members.
    public init(
        tools: ListCapability? = nil,
        resources: ResourcesCapability? = nil,
        prompts: ListCapability? = nil,
        completions: JSONObject? = nil,
        logging: JSONObject? = nil,
        tasks: JSONObject? = nil,
        experimental: JSONObject? = nil,
        extensions: JSONObject? = nil
    ) {
        self.tools = tools
        self.resources = resources
        self.prompts = prompts
        self.completions = completions
        self.logging = logging
        self.tasks = tasks
        self.experimental = experimental
        self.extensions = extensions
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        tools = try object.optional("tools")
        resources = try object.optional("resources")
        prompts = try object.optional("prompts")
        completions = try object.optional("completions")
        logging = try object.optional("logging")
        tasks = try object.optional("tasks")
        experimental = try object.optional("experimental")
        extensions = try object.optional("extensions")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("tools", ifPresent: tools)
        writer.member("resources", ifPresent: resources)
        writer.member("prompts", ifPresent: prompts)
        writer.member("completions", ifPresent: completions)
        writer.member("logging", ifPresent: logging)
        writer.member("tasks", ifPresent: tasks)
        writer.member("experimental", ifPresent: experimental)
        writer.member("extensions", ifPresent: extensions)
        writer.endObject()
    }
}
