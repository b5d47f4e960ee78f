public import GatehouseJSON

/// What each step of the request path would do with a request, and what would decide it. Nothing is carried out.
public struct Explanation: Sendable {
    /// What a step would do.
    public struct Verdict: Sendable, Hashable, CustomStringConvertible {
        public let description: String

        private init(_ description: String) {
            self.description = description
        }

        /// It would let the request pass.
        public static let passes = Verdict("passes")
        /// It would refuse it.
        public static let refuses = Verdict("refuses")
        /// Something else would decide that was not asked: a function of the author's, or a proof that only a client can make.
        public static let open = Verdict("open")
        /// The request would not come so far.
        public static let notReached = Verdict("not_reached")
    }

    /// Something that was found out about a step.
    public struct Fact: Sendable, Hashable {
        public let name: String
        public let value: String
    }

    /// One of the ten steps.
    public struct ExplainedStep: Sendable {
        public let step: Step
        public internal(set) var verdict: Verdict
        public internal(set) var facts: [Fact]
    }

    /// The ten steps, in their order.
    public internal(set) var steps: [ExplainedStep]

    /// Whether nothing would refuse the request. Functions of the author's that would be asked may still.
    public var isAllowed: Bool { !steps.contains { $0.verdict == .refuses } }

    init() {
        steps = Step.allCases.map { ExplainedStep(step: $0, verdict: .notReached, facts: []) }
    }

    /// The explanation as data.
    public var json: JSONValue {
        let steps = steps.enumerated().map { index, step -> JSONValue in
            var facts = JSONObject()
            for name in Set(step.facts.map(\.name)).sorted() {
                let values = step.facts.filter { $0.name == name }.map { JSONValue.string($0.value) }
                facts[name] = values.count == 1 ? values[0] : .array(values)
            }
            return [
                "number": .integer(Int64(index + 1)), "step": .string(step.step.rawValue),
                "verdict": .string(step.verdict.description), "facts": .object(facts),
            ]
        }
        return ["allowed": .bool(isAllowed), "steps": .array(steps)]
    }
}

extension Explanation {
    mutating func set(_ step: Step, _ verdict: Verdict) {
        guard let index = steps.firstIndex(where: { $0.step == step }) else { return }
        steps[index].verdict = verdict
    }

    func verdict(of step: Step) -> Verdict {
        steps.first { $0.step == step }?.verdict ?? .notReached
    }

    mutating func add(_ step: Step, _ name: String, _ value: String?) {
        guard let value, let index = steps.firstIndex(where: { $0.step == step }) else { return }
        steps[index].facts.append(Fact(name: name, value: value))
    }

    /// Everything up to a step passes.
    mutating func pass(_ step: Step) {
        set(step, .passes)
    }

    /// A step refuses, and those behind it are not reached.
    mutating func refuse(_ refusal: Refusal) {
        set(refusal.step, .refuses)
        add(refusal.step, "answer", "\(refusal.status) \(refusal.error.message)")
        if let reason = refusal.reason, reason != refusal.error.message { add(refusal.step, "reason", reason) }
        for field in refusal.fields { add(refusal.step, field.name.lowercased(), field.value) }
    }
}
