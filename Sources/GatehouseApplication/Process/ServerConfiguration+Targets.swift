import Gatehouse

extension ServerConfiguration {
    /// Checks that what rules and limits name is there: a rule about a misspelt tool would protect nothing.
    ///
    /// - Throws: ``CommandFailure`` that says what was meant perhaps.
    func checkTargets(among components: [ComponentSummary]) throws(CommandFailure) {
        for rule in access.rules {
            for target in rule.targets where target.isExact || target.kind == .tag {
                guard !components.contains(where: { target.covers($0.kind, $0.name, tags: $0.tags) }) else { continue }
                throw Self.missing(target.kind, target.pattern, among: components, at: "\(rule.place).\(target.kind)s")
            }
        }
        for entry in limits.entries {
            try Self.check(entry.toolsNamed, .tool, among: components, at: entry.place(of: "tools"))
            try Self.check(entry.tagsNamed, .tag, among: components, at: entry.place(of: "tags"))
        }
    }

    private static func check(
        _ named: [String], _ kind: AccessTarget.Kind, among components: [ComponentSummary], at place: String
    ) throws(CommandFailure) {
        guard !named.isEmpty else { return }
        let known = names(of: kind, among: components)
        for name in named where !known.contains(where: { $0.isExactly(name) }) {
            throw missing(kind, name, among: components, at: place)
        }
    }

    private static func missing(
        _ kind: AccessTarget.Kind, _ name: String, among components: [ComponentSummary], at place: String
    ) -> CommandFailure {
        let known = names(of: kind, among: components)
        let nearest = NearestName.nearest(to: name, among: known).map { "did you mean \($0)?" }
        let all = known.isEmpty ? "there are none" : "there are \(known.prefix(20).joined(separator: ", "))"
        return CommandFailure(.configuration, "\(place): there is no \(kind) \(quoted(name)); \(nearest ?? all)")
    }

    private static func names(of kind: AccessTarget.Kind, among components: [ComponentSummary]) -> [String] {
        var names: Set<String> = []
        for component in components {
            switch kind {
            case .tag: names.formUnion(component.tags)
            case .tool: if component.kind == .tool { names.insert(component.name) }
            case .prompt: if component.kind == .prompt { names.insert(component.name) }
            case .resource:
                if component.kind == .resource || component.kind == .resourceTemplate { names.insert(component.name) }
            }
        }
        return names.sorted()
    }
}
