import GatehouseJSON
import GatehouseProtocol

/// The call that a task began with, as far as running it once more takes it.
struct TaskOrigin: Sendable, Hashable {
    /// The tool's name, and its version where it has one.
    var tool: String
    var toolVersion: String?
    var arguments: JSONObject
    /// Who called, with the rights that the credential gave; what they permit is looked up when it runs again.
    var principal: Principal
    var revision: ProtocolRevision
    var capabilities: JSONObject
    var remoteAddress: String?
    /// The header fields that dependencies of the tool need.
    var fields: [Field] = []

    /// A header field of the call.
    struct Field: Sendable, Hashable {
        let name: String
        let value: String
    }
}
