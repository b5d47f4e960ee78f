extension [Guard] {
    /// What the guards among these that are permissions and scopes ask for together.
    var access: Access {
        reduce(.everyone) { all, one in
            if case .access(let access) = one.rule { all.and(access) } else { all }
        }
    }

    /// The roles that the guards among these ask for: one of each list.
    var roles: [[String]] {
        compactMap { if case .roles(let roles) = $0.rule { roles } else { nil } }
    }

    /// Those among these that can decide where there are no arguments.
    func ofEveryRequest(_ graph: DependencyGraph) -> [Guard] {
        filter { !graph.closure(of: $0.needs ?? []).contains(where: \.isOfArguments) }
    }
}
