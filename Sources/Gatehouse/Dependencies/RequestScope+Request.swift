import GatehouseJSON

// What comes from the request itself.

extension RequestScope {
    /// The arguments as JSON.
    var arguments: JSONObject {
        get throws(DependencyFailure) {
            guard let arguments = invocation?.arguments else {
                throw DependencyFailure("arguments", "the request has none")
            }
            return arguments
        }
    }

    /// The arguments as the type that the tool takes.
    func input<Input: Sendable>(as type: Input.Type) throws(DependencyFailure) -> Input {
        guard case .tool(_, _, _, let input?) = invocation, let input = input as? Input else {
            throw DependencyFailure("input \(type)", "the request has no arguments of that type")
        }
        return input
    }

    /// The value of a header field, its lines joined; nothing where the request has none.
    ///
    /// - Parameter name: The name in lower case.
    func headerField(_ name: String) -> String? {
        let lines = lines(name)
        return lines.isEmpty ? nil : lines.joined(separator: ", ")
    }

    /// The lines of a field: of one that the path looks at anyway, or of one that the transport keeps.
    private func lines(_ name: String) -> [String] {
        let head = received.head
        switch name {
        case "host": return Array(head.host)
        case "origin": return Array(head.origin)
        case "accept": return head.accept.map { [$0] } ?? []
        case "content-type": return head.contentType.map { [$0] } ?? []
        case "mcp-protocol-version": return Array(head.protocolVersion)
        case "mcp-method": return Array(head.mcpMethod)
        case "mcp-name": return Array(head.mcpName)
        default:
            let prefix = "mcp-param-"
            if name.hasPrefix(prefix) {
                return head.parameters.filter { $0.name == name.dropFirst(prefix.count) }.map(\.value)
            }
            return head.fields.filter { $0.name == name }.map(\.value)
        }
    }
}

extension Invocation {
    /// The arguments as JSON; nothing where there are none that could be used.
    var arguments: JSONObject? {
        switch self {
        case .tool(_, _, let arguments, _): arguments.value.objectValue ?? [:]
        case .prompt(_, let arguments): JSONObject(sorted: arguments)
        case .resource(_, let request): JSONObject(sorted: request.variables)
        case .complete(let task): JSONObject(sorted: task.arguments)
        default: nil
        }
    }
}

extension JSONObject {
    /// Makes an object of members that have no order of their own; by name, they are the same for every request.
    init(sorted members: [String: String]) {
        self.init()
        for (name, value) in members.sorted(by: { $0.key < $1.key }) { self[name] = .string(value) }
    }
}
