/// The components of one kind: looked up by name in constant time, listed in the order of registration.
///
/// It is a value that is copied for every change, which takes time in proportion to its length, and none of it on any
/// request's account.
struct ComponentList<Component: RegisteredComponent>: Sendable {
    typealias Group = ComponentGroup<Component>

    /// What is made of a component that was picked.
    enum Change {
        /// It stays as it is.
        case none
        case removed
        case rewritten(Group.Member)
    }

    /// In the order of their ``ComponentGroup/order``.
    private(set) var groups: [Group] = []
    /// Tells this state of the list from every other that the same server had.
    var generation: UInt64 = 0
    private var groupsByKey: [String: Group] = [:]
    private var nextOrder: UInt64 = 1
    /// How many components there are, each version counted.
    private(set) var count = 0

    var isEmpty: Bool { groups.isEmpty }

    /// The group of exactly that name. Names compare by their bytes, as gateways in front compare them; a dictionary also
    /// finds canonically equivalent names, as `K` under the sign for kelvin.
    func group(_ key: String) -> Group? {
        groupsByKey[key].flatMap { $0.key.isExactly(key) ? $0 : nil }
    }

    /// The groups from behind a place on.
    func groups(after order: UInt64) -> ArraySlice<Group> {
        groups[firstIndex(after: order)...]
    }

    private func firstIndex(after order: UInt64) -> Int {
        var low = 0
        var high = groups.count
        while low < high {
            let middle = low + (high - low) / 2
            if groups[middle].order > order { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

extension ComponentList {
    /// What is registered under the name of a component, or under one that cannot be told from it, in its version.
    func rival(of component: Component) -> Component? {
        guard let group = groupsByKey[component.key] else { return nil }
        guard group.key.isExactly(component.key) else { return group.members.first?.component }
        return group.members.first { $0.component.version == component.version }?.component
    }

    /// Puts a component in its group, in the place of the one with the same version where there is such, whose state it
    /// takes over. A component that is new to its name comes last in the list.
    mutating func put(_ component: Component) {
        guard let group = group(component.key) else {
            append(component)
            return
        }
        var members = group.members
        if let place = members.firstIndex(where: { $0.component.version == component.version }) {
            members[place] = Group.Member(component: component, isEnabled: members[place].isEnabled)
        } else {
            members.append(Group.Member(component: component, isEnabled: true))
            count += 1
        }
        set(members, of: group)
    }

    private mutating func append(_ component: Component) {
        let member = Group.Member(component: component, isEnabled: true)
        let group = Group(key: component.key, order: nextOrder, members: [member])
        nextOrder += 1
        groups.append(group)
        groupsByKey[group.key] = group
        count += 1
    }

    /// Rewrites the components that a selection picks, or drops those for which nothing is returned.
    ///
    /// - Returns: How many were picked and changed.
    mutating func rewrite(
        _ selection: ComponentSelection,
        _ change: (Group.Member) -> Change
    ) -> Int {
        let touched = if let key = selection.key { group(key.name).map { [$0] } ?? [] } else { groups }
        var changed = 0
        var emptied: Set<UInt64> = []
        for group in touched {
            let before = changed
            let members = group.members.compactMap { member -> Group.Member? in
                guard selection.includes(member.component.summary(isEnabled: member.isEnabled)) else { return member }
                switch change(member) {
                case .none: return member
                case .removed:
                    changed += 1
                    return nil
                case .rewritten(let member):
                    changed += 1
                    return member
                }
            }
            guard changed > before else { continue }
            count += members.count - group.members.count
            if members.isEmpty { emptied.insert(group.order) } else { set(members, of: group) }
        }
        drop(emptied)
        return changed
    }

    /// Puts every component in the positions of another table.
    mutating func renew(for table: AccessTable) {
        for place in groups.indices {
            let group = groups[place]
            let members = group.members.map {
                Group.Member(component: $0.component.renewed(for: table), isEnabled: $0.isEnabled)
            }
            groups[place] = Group(key: group.key, order: group.order, members: members)
            groupsByKey[group.key] = groups[place]
        }
    }

    /// Makes every component anew, told those of its group: as they were, and those that were made anew already.
    mutating func renew(_ change: (Component, _ before: [Component], _ after: [Component]) -> Component) {
        for place in groups.indices {
            let group = groups[place]
            let before = group.members.map(\.component)
            var after: [Group.Member] = []
            for member in group.members {
                let component = change(member.component, before, after.map(\.component))
                after.append(Group.Member(component: component, isEnabled: member.isEnabled))
            }
            groups[place] = Group(key: group.key, order: group.order, members: after)
            groupsByKey[group.key] = groups[place]
        }
    }

    private mutating func drop(_ orders: Set<UInt64>) {
        guard !orders.isEmpty else { return }
        groups.removeAll { group in
            guard orders.contains(group.order) else { return false }
            groupsByKey[group.key] = nil
            return true
        }
    }

    private mutating func set(_ members: [Group.Member], of group: Group) {
        let place = firstIndex(after: group.order) - 1
        guard groups.indices.contains(place) else { return }
        groups[place] = Group(key: group.key, order: group.order, members: members)
        groupsByKey[group.key] = groups[place]
    }
}
