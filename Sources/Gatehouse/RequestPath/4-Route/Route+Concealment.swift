import GatehouseJSON
import GatehouseProtocol

extension Route {
    /// What a request is for. Where it asks for a version that there is not, of something that is hidden from its caller,
    /// the answer is that there is no such thing: one about the version would tell that there is.
    func visibleTarget(
        of request: Request,
        of caller: Principal,
        in snapshot: RegistrySnapshot
    ) throws(Refusal) -> Target {
        do throws(Refusal) {
            return try target(of: request, in: snapshot)
        } catch {
            guard request.params.meta?.componentVersion != nil, let current = current(request, in: snapshot),
                let control = current.control
            else { throw error }
            let decision = control.decide(snapshot.table.grants(of: caller), in: snapshot.table)
            guard decision.outcome == .refused, let hidden = Refusal.hidden(.route, decision, current, request) else {
                throw error
            }
            throw hidden
        }
    }

    /// What a request names, whatever version it asks for.
    private func current(_ request: Request, in snapshot: RegistrySnapshot) -> Target? {
        switch request.method {
        case Method.callTool:
            request.params.name?.stringValue.flatMap { snapshot.tools.group($0)?.current }.map(Target.tool)
        case Method.getPrompt:
            request.params.name?.stringValue.flatMap { snapshot.prompts.group($0)?.current }.map(Target.prompt)
        case Method.readResource: request.params.uri?.stringValue.flatMap { resource(at: $0, in: snapshot) }
        case Method.complete: request.reference.flatMap { subject($0, in: snapshot) }.map(Target.completion)
        default: nil
        }
    }

    private func resource(at uri: String, in snapshot: RegistrySnapshot) -> Target? {
        guard uri.utf8.count <= Self.maximumURIBytes, let (group, variables) = snapshot.resource(at: uri) else {
            return nil
        }
        return group.current.map { .resource($0, uri: uri, variables: variables) }
    }

    private func subject(_ reference: CompletionReference, in snapshot: RegistrySnapshot) -> CompletionSubject? {
        switch reference {
        case .prompt(let prompt): return snapshot.prompts.group(prompt.name)?.current.map(CompletionSubject.prompt)
        case .resource(let resource):
            guard resource.uri.utf8.count <= Self.maximumURIBytes else { return nil }
            let group = snapshot.templates.group(resource.uri) ?? snapshot.resource(at: resource.uri)?.group
            return group?.current.map(CompletionSubject.resource)
        }
    }
}
