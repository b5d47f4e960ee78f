import GatehouseJSON

/// What one listener wants to hear of.
struct SubscriptionInterest: Sendable, Hashable {
    /// The lists whose changes it wants to hear of.
    var kinds: ComponentKinds
    /// The resources whose updates it wants to hear of, each once.
    var uris: [ExactString]
    /// The tasks whose states it wants to hear of, each once.
    var tasks: [ExactString]

    init(kinds: ComponentKinds = [], uris: [String] = [], tasks: [String] = []) {
        self.kinds = kinds
        self.uris = Self.distinct(uris)
        self.tasks = Self.distinct(tasks)
    }

    private static func distinct(_ texts: [String]) -> [ExactString] {
        var seen: Set<ExactString> = []
        return texts.map(ExactString.init).filter { seen.insert($0).inserted }
    }
}
