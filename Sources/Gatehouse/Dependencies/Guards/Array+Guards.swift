extension [Guard] {
    /// What the guards among these that are roles, permissions and scopes ask for together.
    var access: Access {
        reduce(.everyone) { all, one in
            if case .access(let access) = one.rule { all.and(access) } else { all }
        }
    }

    /// Those among these that can decide where there are no arguments.
    func ofEveryRequest(_ graph: DependencyGraph) -> [Guard] {
        filter { !graph.closure(of: $0.needs ?? []).contains(where: \.isOfArguments) }
    }
}
