extension Components {
    /// The same components, each guarded by these guards before its own.
    public func guarded(by guards: Guard...) -> Components {
        var guarded = self
        for index in tools.indices { guarded.tools[index].options.guards.insert(contentsOf: guards, at: 0) }
        for index in prompts.indices { guarded.prompts[index].options.guards.insert(contentsOf: guards, at: 0) }
        for index in resources.indices { guarded.resources[index].options.guards.insert(contentsOf: guards, at: 0) }
        return guarded
    }

    /// The components with the permissions and scopes that guards ask for in their own access, so that lists know them.
    func withAccess(of guards: [Guard]) -> Components {
        var all = self
        for index in tools.indices { all.tools[index].options.access.add(guards + tools[index].options.guards) }
        for index in prompts.indices { all.prompts[index].options.access.add(guards + prompts[index].options.guards) }
        for index in resources.indices {
            all.resources[index].options.access.add(guards + resources[index].options.guards)
        }
        return all
    }
}

extension Access {
    fileprivate mutating func add(_ guards: [Guard]) {
        self = and(guards.access)
    }
}
