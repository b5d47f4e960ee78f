import GatehouseJSON
import GatehouseProtocol
import Logging

/// Opens the scopes of requests, runs guards in them, and ends them.
struct RequestScopes: Sendable {
    let server: ServerScope
    /// What guards the requests that are for no component; nothing where nothing does.
    let general: ComponentPlan?
    let deadlines = Deadlines()
    /// How long the guards of one step, and the closing of a refused request's values, may take.
    let timeout: Duration
    let logger: Logger

    /// The scope of a request; nothing, at no cost, where nothing is injected and nothing guarded.
    func open(_ caller: Authenticated, _ request: Request, _ target: Target, requestID: String) -> RequestScope? {
        guard let plan = target.isComponent ? target.plan : general else { return nil }
        return RequestScope(
            plan: plan, info: RequestInfo(caller, request, target, requestID: requestID), received: caller.received,
            server: server, secrets: { target.secretTexts(of: request) }, logger: logger)
    }

    /// Ends the path's use of a scope, and waits, for a time, until the values are closed where nobody else uses them.
    func end(_ scope: RequestScope) async {
        guard scope.pathEnds() else { return }
        let race = Race<Void>()
        let task = Task {
            await scope.close()
            race.end(.returned(()))
        }
        _ = await race.ending(of: task, within: timeout, by: deadlines, survivesCancellation: true)
    }

    /// Runs guards one after the other.
    ///
    /// - Throws: ``Refusal`` where one refuses or fails, or where they take too long.
    func check(_ guards: [Guard], _ scope: RequestScope, _ routed: Routed, at step: Step) async throws(Refusal) {
        guard !guards.isEmpty else { return }
        let race = Race<Void>()
        scope.enter()
        let task = Task {
            let ending = await Self.run(guards, scope)
            await scope.leave()
            race.end(ending)
        }
        let ending = await race.ending(
            of: task, within: timeout, by: deadlines, survivesCancellation: false)
        switch ending {
        case .returned: return
        case .threw(let error as FailedGuard): throw refusal(error, scope, routed, step)
        case .cancelled:
            scope.cancel()
            throw .abandoned(step)
        case .timedOut, .threw:
            scope.cancel()
            throw generic(
                "the guards did not finish within \(timeout)", scope, routed, step,
                data: [
                    "error": "timeout", "stage": "guards", "timeoutMs": .integer(timeout.wholeMilliseconds),
                ])
        }
    }

    /// What a guard threw.
    private struct FailedGuard: Error {
        let name: String
        let error: any Error
    }

    /// Runs guards one after the other, until one refuses.
    static func run(_ guards: [Guard], _ scope: RequestScope) async -> Ending<Void> {
        for one in guards {
            guard case .check(_, let check) = one.rule else { continue }
            do { try await check(scope) } catch { return .threw(FailedGuard(name: one.name, error: error)) }
        }
        return .returned(())
    }

    private func refusal(
        _ failed: FailedGuard,
        _ scope: RequestScope,
        _ routed: Routed,
        _ step: Step
    ) -> Refusal {
        switch failed.error {
        case let refusal as GuardRefusal: return refusal.refusal(step, of: routed, by: "guard \"\(failed.name)\"")
        case let error as ToolError:
            return Refusal(
                step, status: ErrorCode.internalError.status(in: routed.request.revision),
                error: JSONRPCError(.internalError, error.message, data: error.details),
                reason: "guard \"\(failed.name)\" refused with an error of its own")
        default:
            logger.error(
                "a guard threw an error that is not meant for the caller",
                metadata: [
                    "request": "\(scope.info.requestID)", "guard": "\(failed.name)",
                    "error": "\(routed.reason(of: failed.error))",
                ])
            return generic("guard \"\(failed.name)\" failed", scope, routed, step)
        }
    }

    private func generic(
        _ reason: String, _ scope: RequestScope, _ routed: Routed, _ step: Step, data: JSONValue? = nil
    ) -> Refusal {
        Refusal(
            step, status: ErrorCode.internalError.status(in: routed.request.revision),
            error: JSONRPCError(
                .internalError, "\(scope.info.subject) could not be checked. Reference: \(scope.info.requestID)",
                data: data),
            reason: reason)
    }
}

extension Refusal {
    /// The status of a reply that nobody waits for.
    static let abandonedStatus = 499

    /// The caller went away while a step waited; there is nobody to tell.
    static func abandoned(_ step: Step) -> Refusal {
        Refusal(step, status: abandonedStatus, error: JSONRPCError(.internalError, "the caller went away"))
    }
}
