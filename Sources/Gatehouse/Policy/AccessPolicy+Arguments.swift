import GatehouseJSON

/// A component with the arguments that it takes, for conditions to be held to.
struct ShapedComponent {
    let kind: ComponentKind
    let key: String
    let tags: Set<String>
    let shape: ArgumentShape
}

extension RegistrySnapshot {
    /// The arguments of everything that there is.
    var argumentShapes: [ShapedComponent] {
        let tools = tools.all.map { ShapedComponent($0, .schema($0.tool.inputSchema)) }
        let prompts = prompts.all.map { ShapedComponent($0, .texts($0.prompt.arguments.map(\.name))) }
        let resources = (resources.all + templates.all).map {
            ShapedComponent($0, .texts($0.template?.variableNames ?? []))
        }
        return tools + prompts + resources
    }
}

extension ShapedComponent {
    fileprivate init(_ component: some RegisteredComponent, _ shape: ArgumentShape) {
        self.init(kind: component.kind, key: component.key, tags: component.tags, shape: shape)
    }
}

extension ComponentList {
    /// Every version of every component.
    fileprivate var all: [Component] { groups.flatMap { $0.members.map(\.component) } }
}

extension AccessPolicy {
    /// Holds conditions to the arguments of the components that they are about.
    ///
    /// A component that a rule names alone must take every argument that the condition names. Of those that a rule means by a
    /// pattern or a tag, one has to: the condition is undecided for the others.
    func check(against components: [ShapedComponent]) throws(AccessPolicyError) {
        for rule in rules {
            guard case .expression(let expression)? = rule.condition?.kind, expression.usesArguments else { continue }
            var failure: AccessPolicyError?
            var fits = false
            for component in components where rule.covers(component.kind, component.key, tags: component.tags) {
                do throws(ConditionError) {
                    try expression.check(component.shape)
                    fits = true
                } catch {
                    let problem = AccessPolicyError(
                        "rule \"\(rule.name)\": the condition does not fit \(component.kind) \"\(component.key)\": \(error)"
                    )
                    let isNamed = rule.targets.contains {
                        $0.isExact && $0.covers(component.kind, component.key, tags: component.tags)
                    }
                    if isNamed { throw problem }
                    failure = failure ?? problem
                }
            }
            if let failure, !fits { throw failure }
        }
    }
}
