import Gatehouse
import Yams

extension ConfigurationWalk {
    /// Reads an entry, in the short form of a limit or a list of them, or the long one with keys.
    mutating func readLimit(_ entry: Node, at nameNode: Node, of group: ServerConfiguration.LimitEntry.Group) {
        guard let name = word(nameNode, what: group.noun) else { return }
        var limit = ServerConfiguration.LimitEntry(group, name)
        let path = limit.path
        guard let mapping = entry.mapping else {
            let key = ConfigurationKey(name: path, copying: .limitsCaller)
            guard let texts = texts(of: entry, for: key, at: nameNode) else { return }
            limit.limits = texts == ["none"] ? [] : texts.compactMap { try? RateLimit(parsing: $0) }
            return limits.append(limit)
        }
        let rest = mapping.filter { $0.key.text != "by_role" }
        let keys = ConfigurationKey.limitEntry.filter { group == .shared || !Self.ofShared.contains($0.name) }
        let isEmpty = rest.isEmpty
        let before = problems.count
        let node = Node.mapping(Node.Mapping(rest.map { ($0.key, $0.value) }, entry.tag, .any, entry.mark))
        guard let members = isEmpty ? [:] : members(of: node, named: path, keys: keys) else { return }
        limit.set(members)
        if let byRole = mapping.first(where: { $0.key.text == "by_role" }) {
            limit.byRole = roles(byRole.value, at: byRole.key, path)
        }
        // Whoever wants no limit says so: an entry that only says how to count is one whose limit was forgotten.
        if limit.isEmpty, members["limit"] != ["none"], problems.count == before {
            report("\(path): it limits nothing; set limit, quota or by_role, or write none", at: nameNode)
        }
        limits.append(limit)
    }

    private static let ofShared = ["tools", "methods", "tags"]

    private mutating func roles(
        _ value: Node, at nameNode: Node, _ path: String
    ) -> [ServerConfiguration.LimitEntry.OfRole] {
        guard let entries = value.mapping else {
            report("\(path).by_role: expected a mapping of roles to limits, found \(value.phrase)", at: nameNode)
            return []
        }
        var roles: [ServerConfiguration.LimitEntry.OfRole] = []
        for (nameNode, value) in entries {
            guard countsNode(nameNode), let role = word(nameNode, what: "the name of a role") else { continue }
            let key = ConfigurationKey(name: "\(path).by_role.\(role)", copying: .limitsCaller)
            guard let texts = texts(of: value, for: key, at: nameNode) else { continue }
            let limits = texts == ["none"] ? [] : texts.compactMap { try? RateLimit(parsing: $0) }
            roles.append(.init(role: role, limits: limits))
        }
        return roles
    }
}

extension ServerConfiguration.LimitEntry.Group {
    /// What an entry's name names.
    fileprivate var noun: String {
        switch self {
        case .tools: "the name of a tool"
        case .methods: "the name of a method"
        case .tags: "a tag"
        case .shared: "the name of a limit"
        }
    }
}
