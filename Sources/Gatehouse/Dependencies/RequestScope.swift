import Logging
import Synchronization

/// The values of one request: made at most once, shared by everything in it, closed when nobody in it needs them.
///
/// The request path uses the scope from step 4 on; so do the tasks of guards and of the component's function, which may
/// outlast the path where they ignore that they are cancelled. The values are closed when the last of them has ended.
final class RequestScope: DependencySource {
    private struct State {
        /// Who uses the scope: the path at first.
        var users = 1
        var pathHasLeft = false
        var isCancelled = false
        var isOver = false
        var invocation: Invocation?
        /// The making of each value, by the place of its provider.
        var makings: [Int: Task<any Sendable, any Error>] = [:]
        /// The values in the order in which they were made, each after what it needs.
        var made: [(position: Int, value: any Sendable)] = []
    }

    let plan: ComponentPlan
    let info: RequestInfo
    let received: Received
    private let server: ServerScope
    /// What must not be repeated of the request's arguments. It is only asked for where something fails.
    private let secrets: @Sendable () -> SecretTexts
    private let logger: Logger
    private let state = Mutex(State())

    init(
        plan: ComponentPlan,
        info: RequestInfo,
        received: Received,
        server: ServerScope,
        secrets: @escaping @Sendable () -> SecretTexts,
        logger: Logger
    ) {
        self.plan = plan
        self.info = info
        self.received = received
        self.server = server
        self.secrets = secrets
        self.logger = logger
        server.beginRequest()
    }

    // MARK: Values

    /// Makes everything that the component declares, in its order.
    func prepare() async throws {
        for key in plan.needs { _ = try await value(of: key) }
    }

    func value(of key: DependencyKey) async throws -> any Sendable {
        if let builtIn = key.builtIn { return try builtIn.read(self) }
        guard let (position, provider) = server.graph.provider(of: key) else {
            throw DependencyFailure(key.name, "nothing provides it")
        }
        if provider.scope == .server { return try server.value(at: position) }
        return try await making(position, provider).value
    }

    /// The task that makes a value: the one there is, or a new one.
    ///
    /// It is nobody's child, because several may wait for it, and one who is cancelled must not take it from the others.
    private func making(
        _ position: Int,
        _ provider: DependencyProvider
    ) throws(DependencyFailure) -> Task<any Sendable, any Error> {
        try state.withLock { state throws(DependencyFailure) in
            if let making = state.makings[position] { return making }
            guard !state.isOver else { throw DependencyFailure(provider.key.name, "the request is over") }
            let making = Task { try await self.make(position, provider) }
            if state.isCancelled { making.cancel() }
            state.makings[position] = making
            return making
        }
    }

    private func make(_ position: Int, _ provider: DependencyProvider) async throws -> any Sendable {
        do {
            let value = try await provider.make(self)
            state.withLock { $0.made.append((position, value)) }
            return value
        } catch let error as DependencyFailure {
            throw error.below(provider.key.name)
        } catch let error where error is ToolError || error is GuardRefusal {
            throw error
        } catch {
            throw DependencyFailure(provider.key.name, reason(of: error))
        }
    }

    /// What the request comes to, once its arguments are checked.
    var invocation: Invocation? { state.withLock { $0.invocation } }

    /// Keeps the checked arguments.
    func take(_ invocation: Invocation) {
        state.withLock { $0.invocation = invocation }
    }

    /// What an author's error says, for the log: without declared secrets of the request, and cut.
    func reason(of error: any Error) -> String { secrets().reason(of: error) }

    /// A logger whose lines carry the request's number and the caller.
    var requestLogger: Logger {
        var logger = logger
        logger[metadataKey: "request"] = .string(info.requestID)
        logger[metadataKey: "caller"] = .string(info.principal.subject)
        return logger
    }

    // MARK: Ending

    /// Lets a task use the scope.
    func enter() {
        state.withLock { $0.users += 1 }
    }

    /// Ends a task's use; the last closes the values.
    func leave() async {
        if isLastToLeave() { await close() }
    }

    /// Hands the path's use over to a task that begins.
    func handOver() {
        state.withLock { $0.pathHasLeft = true }
    }

    /// Ends the path's use, unless it was handed over.
    ///
    /// - Returns: Whether the values have to be closed now.
    func pathEnds() -> Bool {
        let hasLeft = state.withLock { state in
            defer { state.pathHasLeft = true }
            return state.pathHasLeft
        }
        return !hasLeft && isLastToLeave()
    }

    private func isLastToLeave() -> Bool {
        state.withLock { state in
            state.users -= 1
            return state.users == 0
        }
    }

    /// Tells what is being made that the call was given up.
    func cancel() {
        let makings = state.withLock { state in
            state.isCancelled = true
            return Array(state.makings.values)
        }
        for making in makings { making.cancel() }
    }

    /// Closes the values, the last made first. What is still being made is cancelled, and waited for.
    func close() async {
        let makings = state.withLock { state in
            state.isOver = true
            return Array(state.makings.values)
        }
        if !makings.isEmpty {
            // A task of its own, because closing must not be cut short where the request is cancelled.
            await Task {
                for making in makings { making.cancel() }
                for making in makings { _ = await making.result }
                await self.closeMade()
            }.value
        }
        server.endRequest()
    }

    private func closeMade() async {
        let made = state.withLock { state in
            defer {
                state.made = []
                state.makings = [:]
            }
            return state.made
        }
        for (position, value) in made.reversed() {
            await server.graph.providers[position].end(value, of: self, logger)
        }
    }
}
