extension RequestScopes {
    /// Whether the guards of a component let a request pass that nobody makes: one who listens is told of a resource only
    /// while it could read it.
    ///
    /// The guards run as for a request, in a scope of their own and for as long at most. One that fails refuses.
    func permits(
        _ plan: ComponentPlan,
        _ info: RequestInfo,
        _ received: Received,
        _ invocation: Invocation
    ) async -> Bool {
        let scope = RequestScope(
            plan: plan, info: info, received: received, server: server, secrets: { invocation.secretTexts },
            logger: logger)
        scope.take(invocation)
        let race = Race<Void>()
        scope.enter()
        let task = Task {
            let ending = await Self.run(plan.callerGuards + plan.argumentGuards, scope)
            await scope.leave()
            race.end(ending)
        }
        let ending = await race.ending(of: task, within: timeout, by: deadlines, survivesCancellation: false)
        if ending.isGivenUp { scope.cancel() }
        await end(scope)
        if case .returned = ending { return true }
        return false
    }
}
