import GatehouseProtocol

/// Decides who may hear of a resource: whoever may read it now.
///
/// It is asked when a stream begins and again before each notification, because resources come and go, and what guards
/// them may change. A template's URI counts as there when it fits: whether anything stands at it only its function knows.
struct ResourceVisibility: Sendable {
    let registry: Registry
    let scopes: RequestScopes

    /// Whether somebody may read what stands at a URI.
    func isVisible(_ uri: String, to reader: ResourceReader) async -> Bool {
        guard let (resource, variables) = resource(uri, for: reader.principal) else { return false }
        guard let plan = resource.plan, plan.hasGuards else { return true }
        guard let received = reader.received else { return false }
        let info = RequestInfo(
            requestID: reader.requestID, principal: reader.principal, method: Method.readResource,
            component: RequestInfo.Component(kind: .resource, name: resource.resource.name, uri: uri),
            transport: received.head.transport, remoteAddress: received.head.remoteAddress)
        return await scopes.permits(
            plan, info, received, .resource(resource, Resource.Request(uri: uri, variables: variables)))
    }

    /// Whether what stands at a URI has guards that look at requests.
    func isGuarded(_ uri: String) -> Bool {
        registry.snapshot.resource(at: uri)?.group.current?.plan?.hasGuards ?? false
    }

    /// What stands at a URI, where the caller's permissions are enough for it.
    private func resource(
        _ uri: String,
        for caller: Principal
    ) -> (resource: RegisteredResource, variables: [String: String])? {
        let snapshot = registry.snapshot
        guard uri.utf8.count <= Route.maximumURIBytes, let (group, variables) = snapshot.resource(at: uri),
            let resource = group.current, snapshot.table.grants(of: caller).satisfy(resource.requirement)
        else { return nil }
        return (resource, variables)
    }
}

extension ComponentPlan {
    /// Whether anything has to run that may refuse.
    fileprivate var hasGuards: Bool { !callerGuards.isEmpty || !argumentGuards.isEmpty }
}
