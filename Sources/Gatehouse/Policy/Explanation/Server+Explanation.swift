import GatehouseProtocol

extension Server {
    /// Tells what every step would do with a request, without carrying it out: nothing of an author's runs, no limit counts it,
    /// and no session is touched. Who the caller is, is verified as ever.
    ///
    /// Guards and conditions that are functions are named, and not asked: what they would say is open.
    public func explain(_ head: RequestHead, body: [UInt8]) async -> Explanation {
        var explanation = Explanation()
        do throws(Refusal) {
            let received = try receive(head, body: body)
            explanation.explain(received)
            let caller = try await authenticate(received, requestID: "explained")
            explanation.explain(caller.principal)
            let decoded = try decode(caller)
            guard case .request(let request) = decoded.message else { return explanation }
            explanation.explain(request)
            let routed = try route(request, of: caller, requestID: "explained")
            await explain(routed, in: &explanation)
            if let scope = routed.scope { await dependencies.end(scope) }
        } catch {
            explanation.refuse(error)
        }
        return explanation
    }

    /// The steps from the fourth on, for a request whose target is known.
    private func explain(_ routed: Routed, in explanation: inout Explanation) async {
        explanation.explain(routed.target)
        do throws(Refusal) {
            let authorized = try authorize.withoutGuards(routed, explaining: &explanation)
            let limits = await admit.limits(of: authorized, requestID: "explained")
            explanation.add(.limit, "limits", limits.words)
            guard limits.isAllowed else { return explanation.set(.limit, .refuses) }
            explanation.pass(.limit)
            let validated = try validate(admit.again(authorized))
            try explanation.explain(validated)
            if case .tool(let tool) = routed.target {
                explanation.explain(
                    call.runner.timeout(tool.tool.options.timeout, asked: routed.request.timeout), of: tool,
                    isAsked: routed.request.timeout != nil)
            }
            await explain(validated, in: &explanation)
            explanation.explainRest(validated)
        } catch {
            explanation.refuse(error)
        }
    }
}
