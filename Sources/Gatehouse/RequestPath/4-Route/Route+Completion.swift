import GatehouseJSON
import GatehouseProtocol

extension Route {
    /// The prompt or template that `completion/complete` refers to.
    func subject(_ request: Request, in snapshot: RegistrySnapshot) throws(Refusal) -> CompletionSubject {
        let reference: CompletionReference = try request.completionParameter("ref")
        switch reference {
        case .prompt(let prompt):
            guard let group = snapshot.prompts.group(prompt.name), let current = group.current else {
                throw .unknown(reference, request)
            }
            return .prompt(try version(request, of: group) ?? current)
        case .resource(let resource):
            guard resource.uri.utf8.count <= Self.maximumURIBytes,
                let group = snapshot.templates.group(resource.uri) ?? snapshot.resource(at: resource.uri)?.group,
                let current = group.current
            else { throw .unknown(reference, request) }
            return .resource(try version(request, of: group) ?? current)
        }
    }
}

extension Refusal {
    /// There is nothing to complete, or nothing that this caller may know of: which of both is not told
    /// (server/utilities/completion, "Security", 2026-07-28).
    static func unknown(_ reference: CompletionReference, _ request: Request) -> Refusal {
        let message =
            switch reference {
            case .prompt(let prompt): "Unknown prompt: \(Route.preview(prompt.name))"
            case .resource(let resource): "Unknown resource template: \(Route.preview(resource.uri))"
            }
        return .invalidParams(.route, message, status: ErrorCode.invalidParams.status(in: request.revision))
    }
}
