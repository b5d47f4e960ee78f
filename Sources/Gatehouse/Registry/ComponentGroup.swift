/// The versions of one component. It never changes: every change of a version makes another group.
final class ComponentGroup<Component: RegisteredComponent>: Sendable {
    /// A version, and whether it is offered.
    struct Member: Sendable {
        let component: Component
        let isEnabled: Bool
    }

    let key: String
    /// The group's place among all that were ever registered; lists are in this order, and cursors name it.
    let order: UInt64
    /// The versions, the highest first; one without a version comes last.
    let members: [Member]
    /// What the group stands for where no version is asked for: the highest version that is enabled.
    let current: Component?

    /// - Parameter members: At least one, each of another version.
    init(key: String, order: UInt64, members: [Member]) {
        self.key = key
        self.order = order
        self.members = members.sorted { left, right in
            guard let version = left.component.version else { return false }
            return right.component.version.map { $0 < version } ?? true
        }
        current = self.members.first(where: \.isEnabled)?.component
    }

    /// The version that a client asks for, where it is offered.
    func component(version: ComponentVersion) -> Component? {
        members.first { $0.isEnabled && $0.component.version == version }?.component
    }

    /// The versions that somebody may see, the highest first.
    func versions(for grants: AccessTable.Grants, in table: AccessTable) -> [ComponentVersion] {
        members.compactMap { member in
            guard member.isEnabled, member.component.control.isListed(for: grants, in: table) else { return nil }
            return member.component.version
        }
    }
}
