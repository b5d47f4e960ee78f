/// Everything that a server offers at one moment. A request takes one snapshot and keeps it to its end, so that no change
/// ever comes between two of its steps.
final class RegistrySnapshot: Sendable {
    let tools: ComponentList<RegisteredTool>
    let prompts: ComponentList<RegisteredPrompt>
    let resources: ComponentList<RegisteredResource>
    let templates: ComponentList<RegisteredResource>
    let table: AccessTable
    /// The limits, and what bounds tools make of them.
    let bounds: ToolBoundsSource
    /// What every caller must have, whatever it asks for, in the positions of ``table``; nothing where everybody may ask.
    let general: AccessTable.Grants?
    /// How many snapshots of the registry came before.
    let number: UInt64
    let completions: [CompletionKey: Completion]
    /// The lists that are not the same for every caller.
    let varyingLists: Set<ListKind>
    /// Whether there is anything to suggest.
    let completes: Bool
    let templateIndex: URITemplateIndex<ComponentGroup<RegisteredResource>>
    /// What the requests for each component need, where they need anything; those that are disabled are among them.
    let plans: [ComponentPlan]
    /// The names, in lower case, of the header fields that the components need.
    let headerFieldNames: Set<String>
    /// Whether any tool that is enabled has tasks.
    let offersTasks: Bool

    init(_ draft: RegistryDraft) {
        tools = draft.tools
        prompts = draft.prompts
        resources = draft.resources
        templates = draft.templates
        table = draft.table
        bounds = draft.bounds
        general = draft.general
        number = draft.number
        completions = draft.completions
        varyingLists = draft.varyingLists
        completes =
            !completions.isEmpty || prompts.current.contains { !$0.choices.isEmpty }
            || templates.current.contains { !$0.choices.isEmpty }
        templateIndex = draft.templateIndex
        plans = tools.plans + prompts.plans + resources.plans + templates.plans
        offersTasks = tools.groups.contains { group in
            group.members.contains { $0.isEnabled && $0.component.tool.options.task.isAllowed }
        }
        headerFieldNames = plans.reduce(into: draft.ruleHeaderFieldNames) { $0.formUnion($1.headerFieldNames) }
    }

    /// The kinds of which there is anything.
    var offered: ComponentKinds {
        var kinds: ComponentKinds = []
        if !tools.isEmpty { kinds.insert(.tools) }
        if !prompts.isEmpty { kinds.insert(.prompts) }
        if !resources.isEmpty || !templates.isEmpty { kinds.insert(.resources) }
        return kinds
    }

    /// What stands at a URI, with the variables of the template that it fits.
    func resource(at uri: String) -> (group: ComponentGroup<RegisteredResource>, variables: [String: String])? {
        if let group = resources.group(uri), group.current != nil { return (group, [:]) }
        return templateIndex.match(uri).map { ($0.value, $0.variables) }
    }

    /// Whether somebody may use any version of a tool now, as far as that does not depend on arguments. Nothing keeps
    /// anybody from a tool that is gone.
    func access(to tool: String, of caller: Principal) -> AccessDecision {
        guard let group = tools.group(tool) else { return .allowed }
        let grants = table.grants(of: caller)
        let decisions = group.members.map { $0.component.control.decide(grants, in: table) }
        return decisions.first { $0.outcome != .refused } ?? decisions.first ?? .allowed
    }

    /// All components, in the order of their lists.
    var summaries: [ComponentSummary] {
        tools.summaries + prompts.summaries + resources.summaries + templates.summaries
    }
}

extension ComponentList {
    /// What is offered now, one of each name.
    var current: some Sequence<Component> { groups.lazy.compactMap(\.current) }

    /// Whether what is offered is not the same for every caller.
    var varies: Bool {
        groups.contains { $0.members.contains { $0.isEnabled && !$0.component.control.isForEveryone } }
    }

    fileprivate var plans: [ComponentPlan] {
        groups.flatMap { $0.members.compactMap(\.component.plan) }
    }

    fileprivate var summaries: [ComponentSummary] {
        groups.flatMap { $0.members.map { $0.component.summary(isEnabled: $0.isEnabled) } }
    }
}
