public import GatehouseProtocol

/// A message to a server, with what a transport needs to know about it.
public struct OutgoingMessage: Sendable {
    /// An argument of a tool that is repeated in a header field.
    public struct MirroredArgument: Sendable, Hashable {
        /// What follows `Mcp-Param-` in the field's name.
        public var name: String
        /// The value as text, before it is encoded for a field.
        public var value: String

        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// One JSON text in UTF-8, without a line break.
    public var body: [UInt8]
    /// The id of a request; nothing for other messages.
    public var id: RequestID?
    /// The method; nothing for a response.
    public var method: String?
    /// What `Mcp-Name` repeats: `params.name`, `params.uri` or `params.taskId`, for the methods that have it.
    public var name: String?
    /// The revision that the message is written in; nothing for `initialize`, which finds one.
    public var revision: ProtocolRevision?
    /// What `Mcp-Param-…` fields repeat.
    public var mirrored: [MirroredArgument]

    public init(
        body: [UInt8],
        id: RequestID? = nil,
        method: String? = nil,
        name: String? = nil,
        revision: ProtocolRevision? = nil,
        mirrored: [MirroredArgument] = []
    ) {
        self.body = body
        self.id = id
        self.method = method
        self.name = name
        self.revision = revision
        self.mirrored = mirrored
    }
}

extension OutgoingMessage {
    /// The header fields that revision 2026-07-28 asks for, or earlier ones do, but for those of HTTP and of sessions.
    ///
    /// Implements "Request Metadata" of basic/transports/streamable-http (2026-07-28) and "Protocol Version Header" of
    /// basic/transports (2025-11-25).
    var metadataFields: [(name: String, value: String)] {
        guard let revision else { return [] }
        guard revision.isModern else {
            return revision >= .v2025_06_18 ? [("MCP-Protocol-Version", revision.text)] : []
        }
        var fields = [(name: "MCP-Protocol-Version", value: revision.text)]
        if let method { fields.append(("Mcp-Method", method)) }
        if let name { fields.append(("Mcp-Name", HeaderText.encode(name))) }
        for argument in mirrored { fields.append(("Mcp-Param-" + argument.name, HeaderText.encode(argument.value))) }
        return fields
    }
}
