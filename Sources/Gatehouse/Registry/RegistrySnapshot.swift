/// Everything that a server offers at one moment. A request takes one snapshot and keeps it to its end, so that no change
/// ever comes between two of its steps.
final class RegistrySnapshot: Sendable {
    let tools: ComponentList<RegisteredTool>
    let prompts: ComponentList<RegisteredPrompt>
    let resources: ComponentList<RegisteredResource>
    let templates: ComponentList<RegisteredResource>
    let table: AccessTable
    /// How many snapshots of the registry came before.
    let number: UInt64
    let templateIndex: URITemplateIndex<ComponentGroup<RegisteredResource>>

    init(_ draft: RegistryDraft) {
        tools = draft.tools
        prompts = draft.prompts
        resources = draft.resources
        templates = draft.templates
        table = draft.table
        number = draft.number
        templateIndex = draft.templateIndex
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

    /// All components, in the order of their lists.
    var summaries: [ComponentSummary] {
        tools.summaries + prompts.summaries + resources.summaries + templates.summaries
    }
}

extension ComponentList {
    fileprivate var summaries: [ComponentSummary] {
        groups.flatMap { $0.members.map { $0.component.summary(isEnabled: $0.isEnabled) } }
    }
}
