import GatehouseFetch
import Synchronization

/// Asks the endpoint: once for all who wait for the same token, so many at once, and not while it does not answer.
final class IntrospectionFlights: Sendable {
    typealias Outcome = Result<IntrospectionVerdict, IntrospectionFailure>

    private struct State {
        var flights: [TokenDigest: Task<Outcome, Never>] = [:]
        var breaker = CircuitBreaker()
    }

    private enum Next {
        case join(Task<Outcome, Never>)
        case take(IntrospectionVerdict)
        case fail(IntrospectionFailure)
    }

    private let state = Mutex(State())
    private let maximum: Int
    private let instant: @Sendable () -> ContinuousClock.Instant

    init(maximum: Int, instant: @escaping @Sendable () -> ContinuousClock.Instant) {
        self.maximum = maximum
        self.instant = instant
    }

    /// Asks about a token, or waits with those who did.
    ///
    /// - Parameters:
    ///   - digest: The token's hash.
    ///   - known: What has become known of the token since the caller looked, so that nobody asks just behind an answer.
    ///   - ask: Asks the endpoint. It ends within the fetcher's time, so the task that runs it does.
    func verdict(
        on digest: TokenDigest,
        known: () -> IntrospectionVerdict?,
        _ ask: @escaping @Sendable () async -> Outcome
    ) async throws(IntrospectionFailure) -> IntrospectionVerdict {
        let next = state.withLock { state -> Next in
            if let flight = state.flights[digest] { return .join(flight) }
            if let verdict = known() { return .take(verdict) }
            guard state.flights.count < maximum else {
                return .fail(
                    IntrospectionFailure("\(maximum) questions about tokens are under way", retryAfter: .seconds(1)))
            }
            if case .wait(let time) = state.breaker.permission(at: instant()) {
                return .fail(IntrospectionFailure("the endpoint did not answer lately", retryAfter: time))
            }
            let flight = Task {
                let outcome = await ask()
                self.land(digest, outcome)
                return outcome
            }
            state.flights[digest] = flight
            return .join(flight)
        }
        switch next {
        case .join(let flight): return try await flight.value.get()
        case .take(let verdict): return verdict
        case .fail(let failure): throw failure
        }
    }

    private func land(_ digest: TokenDigest, _ outcome: Outcome) {
        state.withLock { state in
            state.flights[digest] = nil
            switch outcome {
            case .success: state.breaker.succeeded()
            case .failure: state.breaker.failed(at: instant())
            }
        }
    }
}

/// Why nothing is known of a token.
struct IntrospectionFailure: Error, Sendable {
    let reason: String
    let retryAfter: Duration

    init(_ reason: String, retryAfter: Duration = .seconds(5)) {
        self.reason = reason
        self.retryAfter = retryAfter
    }
}
