extension DependencyGraph {
    /// Header fields whose values are credentials, which no function gets to see.
    private static let secretFields: Set<String> = [
        "authorization", "proxy-authorization", "cookie", "mcp-session-id",
    ]

    /// Checks that everything a provider needs is there, and lives long enough.
    func checkNeeds(of provider: DependencyProvider) throws(RegistrationError) {
        let subject = "dependency \"\(provider.key.name)\""
        for key in provider.needs {
            try check(key, neededBy: subject)
            guard provider.scope == .server else { continue }
            if key.builtIn != nil {
                throw RegistrationError(
                    "\(subject) lives with the server, and cannot need \"\(key.name)\", which is part of a request")
            }
            if let needed = self.provider(of: key)?.provider, needed.scope != .server {
                throw RegistrationError(
                    "\(subject) lives with the server, and cannot need \"\(key.name)\", which is made for each request")
            }
        }
    }

    /// Checks that a dependency can be had at all.
    private func check(_ key: DependencyKey, neededBy subject: String) throws(RegistrationError) {
        guard let builtIn = key.builtIn else {
            guard provider(of: key) != nil else {
                throw RegistrationError("\(subject) needs \"\(key.name)\", which nothing provides")
            }
            return
        }
        if case .header(let field) = builtIn.source, Self.secretFields.contains(field) {
            throw RegistrationError("\(subject) needs \"\(key.name)\", which holds credentials and is given to nobody")
        }
    }

    /// Checks that no dependency needs itself, whatever the way.
    func checkCycles() throws(RegistrationError) {
        var finished: Set<DependencyKey> = []
        for provider in providers { try checkCycles(below: provider, [], &finished) }
    }

    private func checkCycles(
        below provider: DependencyProvider,
        _ path: [DependencyKey],
        _ finished: inout Set<DependencyKey>
    ) throws(RegistrationError) {
        if let start = path.firstIndex(of: provider.key) {
            let names = (path[start...] + [provider.key]).map { "\"\($0.name)\"" }
            throw RegistrationError("dependencies need one another in a circle: \(names.joined(separator: " → "))")
        }
        guard !finished.contains(provider.key) else { return }
        for key in provider.needs {
            if let (_, needed) = self.provider(of: key) {
                try checkCycles(below: needed, path + [provider.key], &finished)
            }
        }
        finished.insert(provider.key)
    }

    /// What a component's requests need, where there is anything.
    ///
    /// - Parameters:
    ///   - subject: The component, as messages have it.
    ///   - input: The type that the component takes its arguments as; nothing where it takes them as JSON.
    func plan(
        _ subject: String,
        needs: Needs,
        guards: [Guard],
        input: (any Any.Type)? = nil
    ) throws(RegistrationError) -> ComponentPlan? {
        try check(needs.keys, neededBy: subject, input)
        for one in guards { try check(one.needs ?? [], neededBy: "\(subject): guard \"\(one.name)\"", input) }
        let plan = ComponentPlan(subject, needs: needs, guards: guards, graph: self)
        return plan.isEmpty ? nil : plan
    }

    private func check(
        _ keys: [DependencyKey],
        neededBy subject: String,
        _ input: (any Any.Type)?
    ) throws(RegistrationError) {
        for key in keys { try check(key, neededBy: subject) }
        for key in closure(of: keys) {
            guard case .input(let wanted) = key.builtIn?.source, wanted != input else { continue }
            let taken = input.map { "\($0)" } ?? "JSON"
            throw RegistrationError("\(subject) needs the arguments as \(wanted), but they are taken as \(taken)")
        }
    }
}
