import Logging
import Synchronization

/// The values that live with the server: made in the order of their needs when it starts, closed in the reverse order
/// when it stops.
final class ServerScope: DependencySource {
    private enum Phase {
        case idle, starting, running, stopping
    }

    private struct State {
        var phase = Phase.idle
        /// The values that were made, by the place of their provider.
        var values: [Int: any Sendable] = [:]
        /// The places in the order of making.
        var order: [Int] = []
        /// How many requests may still use a value.
        var requests = 0
        /// Who waits for the last request.
        var waiting: Race<Void>?
    }

    let graph: DependencyGraph
    private let logger: Logger
    private let state = Mutex(State())

    init(graph: DependencyGraph, logger: Logger) {
        self.graph = graph
        self.logger = logger
    }

    // MARK: Starting and stopping

    /// Makes the values; where one fails, those that were made are closed again.
    ///
    /// - Parameter users: The needs of each component, to name in an error who needs what failed.
    func start(users: [ComponentPlan]) async throws(DependencyStartError) {
        guard try begin() else { return }
        for position in graph.serverOrder {
            let provider = graph.providers[position]
            do {
                try Task.checkCancellation()
                let value = try await provider.make(self)
                state.withLock { state in
                    state.values[position] = value
                    state.order.append(position)
                }
            } catch {
                await closeAll()
                throw failure(provider.key, error, users)
            }
        }
        state.withLock { $0.phase = .running }
    }

    /// Whether there is something to start: not where it runs already.
    private func begin() throws(DependencyStartError) -> Bool {
        let phase = state.withLock { state in
            defer { if state.phase == .idle { state.phase = .starting } }
            return state.phase
        }
        switch phase {
        case .idle: return true
        case .running: return false
        case .starting, .stopping:
            throw DependencyStartError("the server is being started or stopped already")
        }
    }

    private func failure(
        _ key: DependencyKey,
        _ error: any Error,
        _ users: [ComponentPlan]
    ) -> DependencyStartError {
        let reason = SecretTexts().reason(of: error)
        for plan in users {
            if let path = graph.path(from: plan.needs, to: key) {
                let names = path.map { "\"\($0.name)\"" }.joined(separator: " → ")
                return DependencyStartError("\(plan.subject) → \(names) did not start: \(reason)")
            }
        }
        return DependencyStartError("dependency \"\(key.name)\" did not start: \(reason)")
    }

    /// Closes the values, once no request uses them any more or a time has passed.
    func stop(waitingAtMost time: Duration, by deadlines: Deadlines) async {
        let mustStop = state.withLock { state in
            defer { if state.phase == .running { state.phase = .stopping } }
            return state.phase == .running
        }
        guard mustStop else { return }
        await waitForRequests(atMost: time, by: deadlines)
        await closeAll()
    }

    private func waitForRequests(atMost time: Duration, by deadlines: Deadlines) async {
        let race = Race<Void>()
        let isBusy = state.withLock { state in
            state.waiting = state.requests > 0 ? race : nil
            return state.requests > 0
        }
        guard isBusy else { return }
        let ticket = deadlines.add(after: time) { race.end(.timedOut(after: time)) }
        if case .timedOut = await race.wait() {
            logger.warning("the server stops while requests still use what lives with it")
        }
        deadlines.remove(ticket)
    }

    /// What was opened must be closed, also where whoever starts or stops the server is cancelled meanwhile.
    private func closeAll() async {
        await Task { await self.closeInOrder() }.value
        state.withLock { $0.phase = .idle }
    }

    private func closeInOrder() async {
        let (order, values) = state.withLock { state in
            defer {
                state.values = [:]
                state.order = []
            }
            return (state.order, state.values)
        }
        for position in order.reversed() {
            guard let value = values[position] else { continue }
            await graph.providers[position].end(value, logger)
        }
    }

    // MARK: Requests

    /// Counts a request that may use a value.
    func beginRequest() {
        state.withLock { $0.requests += 1 }
    }

    /// Counts a request that uses nothing any more.
    func endRequest() {
        let waiting: Race<Void>? = state.withLock { state in
            state.requests -= 1
            return state.requests == 0 ? state.waiting.take() : nil
        }
        waiting?.end(.returned(()))
    }

    func value(of key: DependencyKey) async throws -> any Sendable {
        guard let (position, _) = graph.provider(of: key) else {
            throw DependencyFailure(key.name, "nothing provides it")
        }
        return try value(at: position)
    }

    /// The value of the provider at a place.
    func value(at position: Int) throws(DependencyFailure) -> any Sendable {
        guard let value = state.withLock({ $0.values[position] }) else {
            throw DependencyFailure(
                graph.providers[position].key.name, "it lives with the server, which was not started")
        }
        return value
    }
}

extension DependencyProvider {
    /// Closes a value, of a request or of the server; what goes wrong is logged.
    func end(_ value: any Sendable, of scope: RequestScope? = nil, _ logger: Logger) async {
        do {
            try await close?(value)
        } catch {
            let reason = scope?.reason(of: error) ?? SecretTexts().reason(of: error)
            var metadata: Logger.Metadata = ["dependency": "\(key.name)", "error": "\(reason)"]
            if let scope { metadata["request"] = "\(scope.info.requestID)" }
            logger.error("a dependency failed to close", metadata: metadata)
        }
    }
}
