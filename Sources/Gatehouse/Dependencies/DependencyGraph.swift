/// All providers of a server, by key, checked: nothing is missing, nothing needs itself, and nothing that lives with the
/// server needs what lives for a request.
struct DependencyGraph: Sendable {
    let providers: [DependencyProvider]
    private let positions: [DependencyKey: Int]

    /// Checks providers and puts them in a table.
    ///
    /// - Throws: ``RegistrationError`` that names the dependencies in question.
    init(_ providers: [DependencyProvider] = []) throws(RegistrationError) {
        self.providers = providers
        var positions: [DependencyKey: Int] = [:]
        for (position, provider) in providers.enumerated() {
            let key = provider.key
            guard key.builtIn == nil else {
                throw RegistrationError("dependency \"\(key.name)\" comes from the request, and cannot be provided")
            }
            guard positions.updateValue(position, forKey: key) == nil else {
                throw RegistrationError("dependency \"\(key.name)\" is provided twice")
            }
        }
        self.positions = positions
        for provider in providers { try checkNeeds(of: provider) }
        try checkCycles()
    }

    /// The provider of a dependency, and its place.
    func provider(of key: DependencyKey) -> (position: Int, provider: DependencyProvider)? {
        positions[key].map { ($0, providers[$0]) }
    }

    /// Everything that something needs, itself and by way of others.
    func closure(of keys: [DependencyKey]) -> Set<DependencyKey> {
        var closure: Set<DependencyKey> = []
        var waiting = keys
        while let key = waiting.popLast() {
            guard closure.insert(key).inserted, let (_, provider) = provider(of: key) else { continue }
            waiting += provider.needs
        }
        return closure
    }

    /// The places of what lives with the server: each after everything that it needs, else in the order of registration.
    var serverOrder: [Int] {
        var order: [Int] = []
        var seen: Set<Int> = []
        for position in providers.indices { appendServerOrder(position, to: &order, &seen) }
        return order
    }

    private func appendServerOrder(_ position: Int, to order: inout [Int], _ seen: inout Set<Int>) {
        guard providers[position].scope == .server, seen.insert(position).inserted else { return }
        for key in providers[position].needs {
            if let (needed, _) = provider(of: key) { appendServerOrder(needed, to: &order, &seen) }
        }
        order.append(position)
    }

    /// The shortest way from one of some dependencies to another, both ends in it.
    func path(from keys: [DependencyKey], to goal: DependencyKey) -> [DependencyKey]? {
        var paths = keys.map { [$0] }
        var seen = Set(keys)
        var next = 0
        while next < paths.count {
            let path = paths[next]
            next += 1
            guard let last = path.last else { continue }
            if last == goal { return path }
            for key in provider(of: last)?.provider.needs ?? [] where seen.insert(key).inserted {
                paths.append(path + [key])
            }
        }
        return nil
    }
}
