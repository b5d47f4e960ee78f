import Gatehouse
import GatehouseJSON
import GatehouseProtocol
import Synchronization

/// Which arguments of which tools are repeated in header fields, as their listed definitions say.
///
/// Implements the client's part of "Custom Headers from Tool Parameters" of basic/transports/streamable-http
/// (2026-07-28).
final class ToolHeaders: Sendable {
    /// The most tools that are remembered; later ones are not.
    private static let maximum = 10_000
    private let parameters = Mutex<[String: [MirroredParameter]]>([:])

    /// Remembers a tool.
    ///
    /// - Returns: Why the definition is invalid, and the tool must not be used over HTTP; nothing where it is valid.
    func learn(_ tool: JSONValue) -> String? {
        guard let name = tool["name"]?.stringValue, let schema = tool["inputSchema"] else { return nil }
        do throws(RegistrationError) {
            let found = try MirroredParameter.all(in: schema)
            parameters.withLock { parameters in
                guard !found.isEmpty, parameters.count < Self.maximum || parameters[name] != nil else {
                    parameters[name] = nil
                    return
                }
                parameters[name] = found
            }
            return nil
        } catch {
            parameters.withLock { $0[name] = nil }
            return error.message
        }
    }

    /// What is repeated of a call's arguments; an argument that is absent or `null` is not.
    func mirrored(_ tool: String, _ arguments: JSONObject) -> [OutgoingMessage.MirroredArgument] {
        let found = parameters.withLock { $0[tool] } ?? []
        return found.compactMap { parameter in
            let text: String? =
                switch parameter.value(in: arguments) {
                case .string(let text): text
                case .bool(let value): value ? "true" : "false"
                case let value: value?.integerValue.map { String($0) }
                }
            return text.map { OutgoingMessage.MirroredArgument(name: parameter.name, value: $0) }
        }
    }
}
