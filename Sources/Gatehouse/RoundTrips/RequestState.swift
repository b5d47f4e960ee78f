import GatehouseJSON

/// What a client carries, sealed, from one round of a request to the next: all that the server would otherwise have to
/// remember.
struct RequestState: Sendable, Hashable {
    /// What all states have in common that descend from one first request.
    let request: String
    /// What no other state has.
    let id: String
    /// What the state belongs to.
    let binding: StateBinding
    /// How many rounds have asked for something.
    let round: Int
    /// When it is worth nothing any more, in seconds since 1970.
    let expiry: Int64
    /// Whether the request was redeemed in an earlier round.
    let isRedeemed: Bool
    /// What was asked, and the answers that came.
    let questions: [RecordedQuestion]
    /// The values of effects that were had.
    let effects: JSONObject

    /// How deep a state may be nested: answers and effects, which a request brought within its own bound, and the levels
    /// around them.
    private static let limits = JSONLimits(maximumDepth: JSONLimits.depthCeiling)

    /// Reads what was sealed.
    init(_ bytes: [UInt8]) throws(StateFlaw) {
        guard let json = try? JSONValue(parsing: bytes, limits: Self.limits) else {
            throw .malformed("what was sealed is not JSON")
        }
        do throws(JSONDecodingError) {
            try self.init(json: json)
        } catch {
            throw .malformed("what was sealed is no state: \(error)")
        }
    }
}

extension RequestState {
    init(
        following previous: RequestState?,
        binding: StateBinding,
        expiry: Int64,
        isRedeemed: Bool,
        questions: [RecordedQuestion],
        effects: JSONObject
    ) {
        request = previous?.request ?? RandomIdentifier.make()
        id = RandomIdentifier.make()
        self.binding = binding
        round = (previous?.round ?? 0) + 1
        self.expiry = expiry
        self.isRedeemed = isRedeemed
        self.questions = questions
        self.effects = effects
    }
}

extension RequestState: JSONEncodable, JSONDecodable {
    init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        request = try object.required("request")
        id = try object.required("id")
        binding = try object.required("binding")
        round = try object.required("round")
        expiry = try object.required("expiry")
        isRedeemed = try object.required("redeemed")
        questions = try object.required("questions")
        effects = try object.required("effects")
    }

    func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("request", request)
        writer.member("id", id)
        writer.member("binding", binding)
        writer.member("round", round)
        writer.member("expiry", expiry)
        writer.member("redeemed", isRedeemed)
        writer.member("questions", questions)
        writer.member("effects", effects)
        writer.endObject()
    }
}
