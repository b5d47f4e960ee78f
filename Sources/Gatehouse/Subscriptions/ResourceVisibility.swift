import GatehouseJSON
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
        let snapshot = registry.snapshot
        guard uri.utf8.count <= Route.maximumURIBytes, let (group, variables) = snapshot.resource(at: uri),
            let resource = group.current
        else { return false }
        let reading = Reading(resource: resource, uri: uri, variables: variables, table: snapshot.table)
        guard await isPermitted(reading, to: reader) else { return false }
        guard let plan = resource.plan, plan.hasGuards else { return true }
        guard let received = reader.received else { return false }
        return await scopes.permits(plan, reading.info(reader, received), received, reading.invocation)
    }

    /// Whether what stands at a URI has guards, or rules with functions, that look at requests.
    func isGuarded(_ uri: String) -> Bool {
        guard let resource = registry.snapshot.resource(at: uri)?.group.current else { return false }
        return resource.plan?.hasGuards ?? false || resource.control.rules?.hasChecks ?? false
    }

    /// A resource that somebody would read.
    private struct Reading {
        let resource: RegisteredResource
        let uri: String
        let variables: [String: String]
        let table: AccessTable

        var invocation: Invocation { .resource(resource, Resource.Request(uri: uri, variables: variables)) }

        func info(_ reader: ResourceReader, _ received: Received) -> RequestInfo {
            RequestInfo(
                requestID: reader.requestID, principal: reader.principal, method: Method.readResource,
                component: RequestInfo.Component(kind: .resource, name: resource.resource.name, uri: uri),
                transport: received.head.transport, remoteAddress: received.head.remoteAddress)
        }
    }

    /// Whether the policy lets somebody read a resource, with the URI's variables.
    private func isPermitted(_ reading: Reading, to reader: ResourceReader) async -> Bool {
        let (control, table) = (reading.resource.control, reading.table)
        let grants = table.grants(of: reader.principal)
        guard let rules = control.rules else { return control.decide(grants, in: table).outcome == .allowed }
        var request = AccessRequest(
            evaluation: ConditionEvaluation(
                caller: table.caller(reader.principal), arguments: JSONObject(sorted: reading.variables)))
        let checks = rules.checks(for: grants)
        if !checks.isEmpty {
            guard let received = reader.received,
                let truths = await scopes.truths(
                    of: checks, reading.info(reader, received), received, reading.invocation)
            else { return false }
            request.checked = truths
        }
        return control.decide(grants, in: table, request).outcome == .allowed
    }
}

extension ComponentPlan {
    /// Whether anything has to run that may refuse.
    fileprivate var hasGuards: Bool { !callerGuards.isEmpty || !argumentGuards.isEmpty }
}
