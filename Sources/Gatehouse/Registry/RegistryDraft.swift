import GatehouseJSON

/// The next state of a registry, in the making: nobody sees it before it is whole, or where any part of it is refused.
struct RegistryDraft {
    private(set) var tools: ComponentList<RegisteredTool>
    private(set) var prompts: ComponentList<RegisteredPrompt>
    private(set) var resources: ComponentList<RegisteredResource>
    private(set) var templates: ComponentList<RegisteredResource>
    private(set) var table: AccessTable
    private(set) var bounds: ToolBoundsSource
    /// The completions, of what is there alone.
    var completions: [CompletionKey: Completion]
    private(set) var templateIndex: URITemplateIndex<ComponentGroup<RegisteredResource>>
    let number: UInt64
    /// What every caller must have, whatever it asks for; nothing where everybody may ask.
    var general: AccessTable.Grants? {
        let access = terms.guards.access
        return access == .everyone ? nil : table.requirement(access)
    }
    /// The names of the header fields that functions of rules need.
    var ruleHeaderFieldNames: Set<String> {
        terms.graph.headerFieldNames(of: table.rules.flatMap { $0.condition?.needs ?? [] })
    }
    /// The lists that are not the same for every caller: those in which something is hidden from some, and all where
    /// guards of the whole server keep some from listing.
    var varyingLists: Set<ListKind> {
        guard terms.guards.isEmpty else { return [.tools, .prompts, .resources, .templates] }
        var kinds: Set<ListKind> = []
        if tools.varies { kinds.insert(.tools) }
        if prompts.varies { kinds.insert(.prompts) }
        if resources.varies { kinds.insert(.resources) }
        if templates.varies { kinds.insert(.templates) }
        return kinds
    }
    /// The kinds that differ from the state before.
    private(set) var changed: ComponentKinds = []
    private var isIndexStale = false
    private let terms: RegistryTerms

    init(_ terms: RegistryTerms) {
        tools = ComponentList()
        prompts = ComponentList()
        resources = ComponentList()
        templates = ComponentList()
        table = AccessTable(requirements: [], guards: terms.guards.access, policy: terms.policy)
        bounds = terms.bounds
        completions = [:]
        templateIndex = URITemplateIndex()
        number = 0
        self.terms = terms
    }

    init(after snapshot: RegistrySnapshot, _ terms: RegistryTerms) {
        tools = snapshot.tools
        prompts = snapshot.prompts
        resources = snapshot.resources
        templates = snapshot.templates
        table = snapshot.table
        bounds = snapshot.bounds
        completions = snapshot.completions
        templateIndex = snapshot.templateIndex
        number = snapshot.number &+ 1
        self.terms = terms
    }

    /// Makes changes, in their order.
    ///
    /// - Returns: How many components were added, replaced, removed, enabled and disabled.
    mutating func apply(_ changes: [CompiledChange]) throws(RegistrationError) -> Int {
        var count = 0
        for change in changes {
            switch change {
            case .put(let components, let replaces): count += try put(components, replaces: replaces)
            case .remove(let selection): count += remove(selection)
            case .enable(let selection): count += enable(selection)
            case .disable(let selection): count += disable(selection)
            }
        }
        return count
    }

    mutating func remove(_ selection: ComponentSelection) -> Int {
        let count = rewrite(selection) { _ in nil }
        if count > 0 { pruneCompletions() }
        return count
    }

    mutating func enable(_ selection: ComponentSelection) -> Int { rewrite(selection) { _ in true } }

    mutating func disable(_ selection: ComponentSelection) -> Int { rewrite(selection) { _ in false } }

    /// Brings the index of templates up to date, once for all changes.
    mutating func finish() {
        guard isIndexStale else { return }
        isIndexStale = false
        templateIndex = URITemplateIndex(
            templates.groups.compactMap { group in
                guard let current = group.current, let template = current.template else { return nil }
                return URITemplateIndex.Member(
                    value: group, template: template, rules: current.resource.options.variableRules)
            })
    }
}

// MARK: - Adding and replacing

extension RegistryDraft {
    private mutating func put(_ components: CompiledComponents, replaces: Bool) throws(RegistrationError) -> Int {
        try learn(components.access)
        for compiled in components.tools {
            try bounds.check(compiled.tool)
            try put(tool(compiled), in: \.tools, replaces)
        }
        for prompt in components.prompts {
            try put(try RegisteredPrompt(prompt, table: table), in: \.prompts, replaces)
        }
        for resource in components.resources {
            let list = resource.resource.isTemplate ? \Self.templates : \.resources
            try put(try RegisteredResource(resource, table: table), in: list, replaces)
        }
        if replaces { pruneCompletions() }
        try put(components.completions, replaces: replaces)
        let count = tools.count + prompts.count + resources.count + templates.count + completions.count
        guard count <= terms.maximumComponents else {
            throw RegistrationError("there would be \(count) components, and at most \(terms.maximumComponents) may be")
        }
        return components.tools.count + components.prompts.count + components.resources.count
            + components.completions.count
    }

    private mutating func put<Component: RegisteredComponent>(
        _ component: Component,
        in list: WritableKeyPath<Self, ComponentList<Component>>,
        _ replaces: Bool
    ) throws(RegistrationError) {
        if let rival = self[keyPath: list].rival(of: component), !replaces || !rival.key.isExactly(component.key) {
            throw RegistrationError(
                "two components are registered as \(component.label): at \(rival.site) and at \(component.site)")
        }
        self[keyPath: list].put(component)
        mark(component.kind)
    }

    /// A tool with bounds: those of the version that it replaces where they are the same, so that calls under way count.
    private func tool(_ compiled: CompiledTool) -> RegisteredTool {
        let others = tools.group(compiled.tool.name)?.members.map(\.component) ?? []
        let replaced = others.first { $0.version == compiled.version }
        let own = bounds.bounds(of: compiled.tool, replacing: replaced?.bounds, besides: others.map(\.bounds))
        return RegisteredTool(compiled, table: table, bounds: own)
    }

    /// Makes another table where the present one does not know what new components ask for: one of everything that is
    /// asked for now, so that a table never holds more names than the components of one moment asked for.
    private mutating func learn(_ access: [Access]) throws(RegistrationError) {
        guard !access.allSatisfy(table.knows) else { return }
        renew(table.policy, access)
    }

    /// Puts another policy in the place of the present one. Lists may differ for anybody then.
    ///
    /// - Returns: That there is one change.
    mutating func replace(_ policy: AccessPolicy) -> Int {
        renew(policy, [])
        changed = .all
        return 1
    }

    /// Puts other limits in the place of the present ones. Nothing about the lists changes.
    ///
    /// - Returns: That there is one change.
    /// - Throws: ``RegistrationError`` where a tool names a limit that does not exist any more.
    mutating func replace(_ bounds: ToolBoundsSource) throws(RegistrationError) -> Int {
        for group in tools.groups {
            for member in group.members { try bounds.check(member.component.tool) }
        }
        self.bounds = bounds
        tools.renew { tool, before, after in
            tool.renewed(
                bounds: bounds.bounds(of: tool.tool, replacing: tool.bounds, besides: (after + before).map(\.bounds)))
        }
        return 1
    }

    private mutating func renew(_ policy: AccessPolicy, _ access: [Access]) {
        let present = tools.access + prompts.access + resources.access + templates.access
        table = AccessTable(requirements: present + access, guards: terms.guards.access, policy: policy)
        tools.renew(for: table)
        prompts.renew(for: table)
        resources.renew(for: table)
        templates.renew(for: table)
        // Positions mean something else now, so no page that was made for them may be used again. Where the policy is the
        // same, nobody is told of this: the lists themselves are the same.
        setGenerations(.all)
        isIndexStale = true
    }
}

// MARK: - Picking

extension RegistryDraft {
    /// Enables or disables what a selection picks; removes it where nothing is returned.
    private mutating func rewrite(_ selection: ComponentSelection, _ state: (Bool) -> Bool?) -> Int {
        rewrite(selection, in: \.tools, .tool, state) + rewrite(selection, in: \.prompts, .prompt, state)
            + rewrite(selection, in: \.resources, .resource, state)
            + rewrite(selection, in: \.templates, .resourceTemplate, state)
    }

    private mutating func rewrite<Component: RegisteredComponent>(
        _ selection: ComponentSelection,
        in list: WritableKeyPath<Self, ComponentList<Component>>,
        _ kind: ComponentKind,
        _ state: (Bool) -> Bool?
    ) -> Int {
        if let key = selection.key, key.kind != kind { return 0 }
        let count = self[keyPath: list].rewrite(selection) { member in
            guard let isEnabled = state(member.isEnabled) else { return .removed }
            guard isEnabled != member.isEnabled else { return .none }
            return .rewritten(ComponentGroup<Component>.Member(component: member.component, isEnabled: isEnabled))
        }
        if count > 0 { mark(kind) }
        return count
    }

    private mutating func mark(_ kind: ComponentKind) {
        if kind == .resourceTemplate { isIndexStale = true }
        let kinds = kind.announcedAs
        changed.formUnion(kinds)
        setGenerations(kinds)
    }

    private mutating func setGenerations(_ kinds: ComponentKinds) {
        if kinds.contains(.tools) { tools.generation = number }
        if kinds.contains(.prompts) { prompts.generation = number }
        if kinds.contains(.resources) {
            resources.generation = number
            templates.generation = number
        }
    }
}

extension ComponentList {
    fileprivate var access: [Access] {
        groups.flatMap { $0.members.map(\.component.access) }
    }
}
