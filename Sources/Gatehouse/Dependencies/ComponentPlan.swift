/// What the requests for one component need injected and checked, worked out once, when it is registered.
final class ComponentPlan: Sendable {
    /// The component, as messages have it: `tool "search"`.
    let subject: String
    /// What is made before the function runs, in this order.
    let needs: [DependencyKey]
    /// What the function may ask for.
    let allowed: Set<DependencyKey>
    /// The guards that run in step 5.
    let callerGuards: [Guard]
    /// The guards that run after step 7.
    let argumentGuards: [Guard]
    /// Whether anything needs the arguments as the type that the tool takes.
    let usesInput: Bool
    /// The names, in lower case, of the header fields that anything needs.
    let headerFieldNames: Set<String>

    /// - Parameters:
    ///   - needs: What the component declares.
    ///   - guards: The guards of the server, the group and the component, in this order.
    init(_ subject: String, needs: Needs, guards: [Guard], graph: DependencyGraph) {
        var seen: Set<DependencyKey> = []
        self.subject = subject
        self.needs = needs.keys.filter { seen.insert($0).inserted }
        allowed = seen
        let checks = guards.filter { $0.needs != nil }
        let readsArguments = { (one: Guard) in graph.closure(of: one.needs ?? []).contains(where: \.isOfArguments) }
        callerGuards = checks.filter { !readsArguments($0) }
        argumentGuards = checks.filter(readsArguments)
        let keys = needs.keys + checks.flatMap { $0.needs ?? [] }
        let sources = graph.closure(of: keys).compactMap(\.builtIn?.source)
        usesInput = sources.contains { if case .input = $0 { true } else { false } }
        headerFieldNames = graph.headerFieldNames(of: keys)
    }

    /// Whether there is nothing to inject and nothing to check.
    var isEmpty: Bool {
        needs.isEmpty && callerGuards.isEmpty && argumentGuards.isEmpty
    }
}

extension DependencyGraph {
    /// The names, in lower case, of the header fields that something needs, itself and by way of others.
    func headerFieldNames(of keys: [DependencyKey]) -> Set<String> {
        let sources = closure(of: keys).compactMap(\.builtIn?.source)
        return Set(sources.compactMap { if case .header(let field) = $0 { field } else { nil } })
    }
}
