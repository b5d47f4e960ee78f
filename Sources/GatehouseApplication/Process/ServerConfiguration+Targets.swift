import Gatehouse

extension ServerConfiguration {
    /// Checks that what rules name is there: a rule about a misspelt tool would protect nothing.
    ///
    /// - Throws: ``CommandFailure`` that says what was meant perhaps.
    func checkTargets(among components: [ComponentSummary]) throws(CommandFailure) {
        for rule in access.rules {
            for target in rule.targets where target.isExact || target.kind == .tag {
                guard !components.contains(where: { target.covers($0.kind, $0.name, tags: $0.tags) }) else { continue }
                let known = Self.names(of: target.kind, among: components)
                let nearest = NearestName.nearest(to: target.pattern, among: known).map { "did you mean \($0)?" }
                let all = known.isEmpty ? "there are none" : "there are \(known.prefix(20).joined(separator: ", "))"
                throw CommandFailure(
                    .configuration,
                    "\(rule.place).\(target.kind)s: there is no \(target.kind) \(quoted(target.pattern)); \(nearest ?? all)"
                )
            }
        }
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
