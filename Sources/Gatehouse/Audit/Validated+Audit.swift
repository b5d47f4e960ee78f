import GatehouseJSON

extension Validated {
    /// What may be kept of the request's arguments, as their declarations say; nothing where it has none.
    func auditedArguments(_ key: RedactionKey) -> AuditedArguments? {
        switch invocation {
        case .tool(let tool, _, let arguments, _):
            let redaction = tool.redaction
            return AuditedArguments { redaction.redacted(arguments, key: key) }
        case .invalidArguments:
            let routed = admitted.authorized.routed
            guard case .tool(let tool) = routed.target, let arguments = routed.request.params.arguments else {
                return nil
            }
            let redaction = tool.redaction
            return AuditedArguments { redaction.names(of: arguments) }
        case .prompt(let prompt, let arguments):
            return Self.texts(arguments, prompt.redaction, key)
        case .resource(let resource, let request):
            return request.variables.isEmpty ? nil : Self.texts(request.variables, resource.redaction, key)
        default: return nil
        }
    }

    private static func texts(
        _ texts: [String: String], _ redaction: RedactionPlan, _ key: RedactionKey
    ) -> AuditedArguments {
        AuditedArguments {
            redaction.redacted(JSONText(.object(JSONObject(sorted: texts))), key: key)
        }
    }
}
