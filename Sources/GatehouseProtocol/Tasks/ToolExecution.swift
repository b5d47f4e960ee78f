public import GatehouseJSON

/// How a tool may be called, as the lists of revision 2025-11-25 have it.
///
/// Schema type `ToolExecution`; basic/utilities/tasks, "Tool-Level Negotiation", of 2025-11-25.
public struct ToolExecution: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// Whether calls may be tasks.
    public struct TaskSupport: ProtocolWord {
        /// The word on the wire.
        public let rawValue: String

        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// Calls must not be tasks; where nothing is said, this is meant.
        public static let forbidden = Self(rawValue: "forbidden")
        /// Calls may be tasks.
        public static let optional = Self(rawValue: "optional")
        /// Calls must be tasks.
        public static let required = Self(rawValue: "required")

        public static let accepted: [Self]? = [.forbidden, .optional, .required]
    }

    /// Whether calls may be tasks.
    public var taskSupport: TaskSupport?

    /// Makes the value of its members.
    public init(taskSupport: TaskSupport? = nil) {
        self.taskSupport = taskSupport
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        taskSupport = try JSONObject(json: json).optional("taskSupport")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("taskSupport", ifPresent: taskSupport)
        writer.endObject()
    }
}
