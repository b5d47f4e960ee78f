import GatehouseJSON
import GatehouseProtocol
import Synchronization

/// Reaches the client by ending the call: the client calls again with the answers, and the function runs again.
///
/// Implements basic/patterns/mrtr (2026-07-28). It is small until the function uses it, because every call that might
/// has one.
final class ReplayLink: ClientLink {
    private let validated: Validated
    private let roundTrips: RoundTrips
    private let replay = Mutex<Replay?>(nil)

    init(_ validated: Validated, _ roundTrips: RoundTrips) {
        self.validated = validated
        self.roundTrips = roundTrips
    }

    func ask(_ questions: [Question]) async throws -> Answers {
        for question in questions { try question.request.check() }
        let client = declaredCapabilities
        return try withReplay { replay in
            var responses: InputResponses = [:]
            var open: [(key: String, request: InputRequest)] = []
            var missing = ClientCapabilities()
            for question in questions {
                let (key, json) = try replay.look(for: question)
                if let json {
                    let response = try question.request.answer(json, key: key)
                    replay.keep(try JSONValue(parsing: response.jsonBytes, limits: Self.limits), of: key)
                    responses[key] = response
                } else {
                    open.append((key, question.request))
                    if let needed = question.request.missingCapabilities(of: client) { missing.add(needed) }
                }
            }
            guard missing == ClientCapabilities() else { throw MissingClientCapability(missing) }
            for question in open { replay.leaveOpen(question.request, under: question.key) }
            guard open.isEmpty else { throw InputRequired() }
            return Answers(responses)
        }
    }

    func once(_ key: String, _ effect: @Sendable () async throws -> JSONValue) async throws -> JSONValue {
        if let value = try withReplay({ try $0.beginEffect(key) }) { return value }
        do {
            let value = try await effect()
            withReplay { $0.endEffect(key, value) }
            return value
        } catch {
            withReplay { $0.endEffect(key, nil) }
            throw error
        }
    }

    func redeem() async throws {
        guard try withReplay({ try $0.beginRedemption() }) else { return }
        do {
            let isFirst = try await isFirstRedemption()
            withReplay { $0.endRedemption(isFirst: isFirst) }
            if !isFirst { throw InputRequired() }
        } catch {
            withReplay { replay in if replay.flaw == nil { replay.endRedemption(isFirst: nil) } }
            throw error
        }
    }

    /// Before a request is redeemed, its first redemption counts whatever it has asked and been answered meanwhile. After
    /// that each of its states leads on once.
    private func isFirstRedemption() async throws -> Bool {
        guard let state = validated.retry?.state else { return true }
        return try await roundTrips.redemptions.redeem(
            state.isRedeemed ? state.id : state.request, until: roundTrips.lastExpiry(afterRound: state.round))
    }

    private func withReplay<Result, Failure>(
        _ body: (inout Replay) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try replay.withLock { replay throws(Failure) in
            var current = replay.take() ?? Replay(validated.retry)
            defer { replay = current }
            return try body(&current)
        }
    }

    /// Answers are as deep as requests may be, and one level more stands around them here.
    private static let limits = JSONLimits(maximumDepth: JSONLimits.depthCeiling)

    private var declaredCapabilities: ClientCapabilities {
        (try? ClientCapabilities(json: request.clientCapabilities.value)) ?? ClientCapabilities()
    }

    private var request: Request { validated.admitted.authorized.routed.request }
}

// MARK: - What the call comes to

extension ReplayLink {
    var unanswered: InputRequiredResult? {
        get throws(Refusal) {
            guard let replay = replay.withLock({ $0 }) else { return nil }
            if let flaw = replay.flaw { throw .stateRefused(.call, flaw) }
            guard !replay.open.isEmpty else { return nil }
            return InputRequiredResult(inputRequests: replay.open, requestState: try sealedState(replay))
        }
    }

    private func sealedState(_ replay: Replay) throws(Refusal) -> String {
        let options = roundTrips.options
        let previous = validated.retry?.state
        guard previous?.round ?? 0 < options.maximumRounds else {
            throw tooMuch(
                "asked its client in more than \(options.maximumRounds) rounds; a question must be the same in each")
        }
        guard let binding = StateBinding(of: validated.admitted.authorized.routed) else {
            throw tooMuch("asked its client, which only components can")
        }
        let state = RequestState(
            following: previous, binding: binding, expiry: roundTrips.expiry, isRedeemed: replay.isRedeemed,
            questions: replay.questions, effects: replay.effects)
        let bytes = state.jsonBytes
        guard StateSealer.sealedLength(of: bytes.count) <= options.maximumStateBytes else {
            throw tooMuch(
                "has answers and effects that do not fit the \(options.maximumStateBytes) bytes of a request's state")
        }
        do throws(StateFlaw) {
            return try roundTrips.sealer.seal(bytes)
        } catch {
            throw tooMuch("has a state that \(error)")
        }
    }

    /// The function's own fault, which its client cannot mend.
    private func tooMuch(_ what: String) -> Refusal {
        let name = validated.admitted.authorized.routed.target.name ?? request.method
        return Refusal(
            .call, status: ErrorCode.internalError.status(in: request.revision),
            error: JSONRPCError(.internalError, "\(name) \(what)"))
    }
}

/// What stops a function that cannot go on without its client.
struct InputRequired: Error, CustomStringConvertible {
    var description: String { "the client has not answered yet; the function runs again once it has" }
}
