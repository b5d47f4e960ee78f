/// Whether a caller may use a component, and what decided it.
///
/// Of a plain yes, by what the component declares, it holds nothing, so that it costs nothing to hand on.
public struct AccessDecision: Sendable {
    /// What a decision comes to.
    public struct Outcome: Sendable, Hashable, CustomStringConvertible {
        public let description: String

        private init(_ description: String) {
            self.description = description
        }

        public static let allowed = Outcome("allowed")
        public static let refused = Outcome("refused")
        /// The arguments decide.
        public static let conditional = Outcome("conditional")
    }

    /// What decided.
    public struct Basis: Sendable, Hashable, CustomStringConvertible {
        public let description: String

        private init(_ description: String) {
            self.description = description
        }

        /// What the component declares.
        public static let declaration = Basis("declaration")
        /// What its guards ask for.
        public static let guards = Basis("guards")
        /// A rule.
        public static let rule = Basis("rule")
        /// That rules allow the component to others.
        public static let otherRules = Basis("no_rule_applies")
        /// That no rule allows it, where one would have to.
        public static let fallback = Basis("default")
    }

    final class Details: Sendable {
        let outcome: Outcome
        let basis: Basis
        let rule: String?
        /// What is missing of what was asked for, and all that was asked for.
        let missing: Access
        let asked: Access
        let concealment: AccessPolicy.Concealment
        /// What the rules would have decided, where they are only tried and differ.
        let trial: AccessDecision?
        /// What decided, in a few words, where that is worked out ahead of any request.
        let words: String?

        init(
            _ outcome: Outcome, _ basis: Basis, rule: String? = nil, missing: Access = .everyone,
            asked: Access = .everyone, concealment: AccessPolicy.Concealment = .lists, trial: AccessDecision? = nil,
            words: String? = nil
        ) {
            self.outcome = outcome
            self.basis = basis
            self.rule = rule
            self.missing = missing
            self.asked = asked
            self.concealment = concealment
            self.trial = trial
            self.words = words
        }

        /// What a rule decides, for every request that it does.
        convenience init(_ outcome: Outcome, by rule: AccessRule) {
            self.init(outcome, .rule, rule: rule.name, words: Self.words(outcome, .rule, rule.name))
        }

        static func words(_ outcome: Outcome, _ basis: Basis, _ rule: String?) -> String {
            let what = rule.map { "\(basis) \"\($0)\"" } ?? basis.description
            return "\(outcome) by \(what)"
        }
    }

    let details: Details?

    /// The plain yes.
    public static let allowed = AccessDecision(details: nil)

    public var outcome: Outcome { details?.outcome ?? .allowed }
    /// Whether it is a no; of a plain yes nothing has to be compared.
    var isRefused: Bool { details.map { $0.outcome == .refused } ?? false }
    public var basis: Basis { details?.basis ?? .declaration }
    /// The name of the rule that decided; of several that allow to others the first.
    public var rule: String? { details?.rule }
    /// What the caller lacks of what was asked for.
    public var missing: Access { details?.missing ?? .everyone }
    /// Where it is hidden, where it is refused.
    public var concealment: AccessPolicy.Concealment { details?.concealment ?? .lists }
    /// What the rules would have decided, in a dry run and where that is something else.
    public var trial: AccessDecision? { details?.trial }

    /// What decided, in a few words for the log: nothing of a plain yes.
    public var summary: String? {
        details.map { $0.words ?? Details.words($0.outcome, $0.basis, $0.rule) }
    }
}
