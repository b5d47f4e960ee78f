import GatehouseJSON
import GatehouseProtocol

/// What a request brings of its earlier rounds. An object, because few requests have one.
final class Retry: Sendable {
    /// What the server sealed in the round before; nothing where the client brings answers alone.
    let state: RequestState?
    /// The answers, each under its question's key, as they came.
    let responses: JSONObject

    /// Reads `requestState` and `inputResponses`.
    ///
    /// - Throws: ``Refusal`` with -32602 where they are malformed, and where the state is none that the server made for
    ///   this caller and request or has expired, which the caller is told in one sentence whatever it is.
    init(_ routed: Routed, _ binding: StateBinding, _ roundTrips: RoundTrips) throws(Refusal) {
        let params = routed.request.params
        responses = try Self.responses(params.inputResponses)
        switch params.requestState {
        case nil: state = nil
        case .string(let text)?:
            do throws(StateFlaw) {
                state = try Self.state(text, binding, roundTrips)
            } catch {
                throw .stateRefused(.validate, error)
            }
        case let other?:
            throw .invalidParams(.validate, "params.requestState must be a string, not \(other.kind.phrase)")
        }
    }

    private static func state(
        _ text: String,
        _ binding: StateBinding,
        _ roundTrips: RoundTrips
    ) throws(StateFlaw) -> RequestState {
        guard text.utf8.count <= roundTrips.options.maximumStateBytes else {
            throw .malformed("it has more than \(roundTrips.options.maximumStateBytes) characters")
        }
        let state = try RequestState(try roundTrips.sealer.open(text))
        try binding.check(state.binding)
        guard roundTrips.now < state.expiry else {
            throw StateFlaw("it expired \(roundTrips.now - state.expiry) s ago")
        }
        return state
    }

    private static func responses(_ text: JSONText?) throws(Refusal) -> JSONObject {
        guard let text else { return [:] }
        guard case .object(let object) = text.value else {
            throw .invalidParams(
                .validate, "params.inputResponses must be an object, not \(text.value.kind.phrase)")
        }
        for member in object where member.value.kind != .object {
            let place = JSONPointer([String(member.name.prefix(128))])
            throw .invalidParams(
                .validate, "params.inputResponses: \(place) must be an object, not \(member.value.kind.phrase)")
        }
        return object
    }
}

extension Refusal {
    /// A state that is not accepted. What is wrong with it stands in the log alone: the difference would tell whoever
    /// tries states how far they got.
    static func stateRefused(_ step: Step, _ flaw: StateFlaw) -> Refusal {
        Refusal(
            step, status: ErrorCode.invalidParams.status(in: .latest),
            error: JSONRPCError(
                .invalidParams,
                "params.requestState is not accepted for this request: send the request again without it"),
            reason: "the request state was refused: \(flaw)")
    }
}
