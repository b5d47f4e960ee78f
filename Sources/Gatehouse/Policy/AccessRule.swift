/// Allows or denies callers the use of components.
///
/// A rule that denies wins over every rule that allows. Where any rule allows a component to somebody, those rules alone
/// say who may use it, in place of what the component declares; what its guards ask for is needed all the same.
public struct AccessRule: Sendable {
    /// What a rule does.
    public struct Effect: Sendable, Hashable, CustomStringConvertible {
        public let description: String

        private init(_ description: String) {
            self.description = description
        }

        public static let allow = Effect("allow")
        public static let deny = Effect("deny")
    }

    /// What the rule is called in the log, in explanations and, where it denies, in what the caller is told.
    public var name: String
    /// What it does.
    public var effect: Effect
    /// The components that it is about.
    public var targets: [AccessTarget]
    /// Whom it is about.
    public var callers: Access
    /// The calls that it is about; nothing where it is about all of them.
    public var condition: AccessCondition?
    /// Where what it refuses is hidden; nothing where the policy says so.
    public var concealment: AccessPolicy.Concealment?

    public init(
        _ name: String,
        _ effect: Effect,
        _ targets: [AccessTarget],
        to callers: Access = .everyone,
        when condition: AccessCondition? = nil,
        hidden concealment: AccessPolicy.Concealment? = nil
    ) {
        self.name = name
        self.effect = effect
        self.targets = targets
        self.callers = callers
        self.condition = condition
        self.concealment = concealment
    }

    /// Whether it is about a component.
    func covers(_ kind: ComponentKind, _ key: String, tags: Set<String>) -> Bool {
        targets.contains { $0.covers(kind, key, tags: tags) }
    }
}
