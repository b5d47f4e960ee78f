import Gatehouse
import Yams

extension ConfigurationWalk {
    /// The most entries of a mapping or list with a shape of its own.
    private static let mostEntries = 1000

    /// Reads a value that has a shape of its own.
    mutating func read(
        _ value: Node,
        as structure: ConfigurationStructure,
        of key: ConfigurationKey,
        at nameNode: Node
    ) {
        switch structure {
        case .issuers:
            guard let entries = value.sequence else { return mismatch(key, value, at: nameNode) }
            for (position, entry) in entries.enumerated().prefix(Self.mostEntries) {
                readIssuer(entry, name: "auth.issuers[\(position)]")
            }
        case .certificateRules:
            guard let entries = value.sequence else { return mismatch(key, value, at: nameNode) }
            for (position, entry) in entries.enumerated().prefix(Self.mostEntries) {
                readCertificateRule(entry, name: "auth.certificates.rules[\(position)]")
            }
        case .roles:
            guard let entries = value.mapping else { return mismatch(key, value, at: nameNode) }
            var roles: [ServerConfiguration.Role] = []
            for (name, entry) in entries.prefix(Self.mostEntries) {
                if let role = role(entry, at: name) { roles.append(role) }
            }
            self.roles = roles
        case .scopes:
            guard let entries = value.mapping else { return mismatch(key, value, at: nameNode) }
            for (name, entry) in entries.prefix(Self.mostEntries) { readScope(entry, at: name) }
        case .grants:
            guard let entries = value.sequence else { return mismatch(key, value, at: nameNode) }
            readEntries(Array(entries), of: "access.grants", keys: ConfigurationKey.accessGrant) {
                walk, members, place in
                walk.access.grants.append(try AccessGrant(members, place: place))
            }
        case .rules:
            guard let entries = value.sequence else { return mismatch(key, value, at: nameNode) }
            readEntries(Array(entries), of: "access.rules", keys: ConfigurationKey.accessRule) { walk, members, place in
                walk.access.rules.append(try ServerConfiguration.Rule(members, place: place))
            }
        case .limits(let group):
            guard let entries = value.mapping else { return mismatch(key, value, at: nameNode) }
            for (name, entry) in entries.prefix(Self.mostEntries) { readLimit(entry, at: name, of: group) }
        }
    }

    private mutating func mismatch(_ key: ConfigurationKey, _ value: Node, at nameNode: Node) {
        report(key.mismatch(found: value.phrase).message, at: nameNode)
    }

    private mutating func readIssuer(_ entry: Node, name: String) {
        guard let members = members(of: entry, named: name, keys: ConfigurationKey.issuer) else { return }
        do {
            issuers.append(try ServerConfiguration.Issuer(members, name: name))
        } catch {
            report(error.message, at: entry)
        }
    }

    private mutating func readCertificateRule(_ entry: Node, name: String) {
        guard let members = members(of: entry, named: name, keys: ConfigurationKey.certificateRule) else { return }
        do {
            certificateRules.append(try ServerConfiguration.CertificateRule(members, name: name))
        } catch {
            report(error.message, at: entry)
        }
    }

    /// Reads the entries of a list, each a mapping of keys; one too many is a problem, as none may be left out.
    private mutating func readEntries(
        _ entries: [Node],
        of name: String,
        keys: [ConfigurationKey],
        _ read: (inout ConfigurationWalk, [String: [String]], String) throws -> Void
    ) {
        if entries.count > Self.mostEntries, let first = entries.first {
            report("\(name): expected at most \(Self.mostEntries) entries, found \(entries.count)", at: first)
        }
        for (position, entry) in entries.enumerated().prefix(Self.mostEntries) {
            let place = "\(name)[\(position)]"
            guard let members = members(of: entry, named: place, keys: keys) else { continue }
            do {
                try read(&self, members.mapValues(Self.list), place)
            } catch let mismatch as ConfigurationKey.Mismatch {
                report(mismatch.message, at: entry)
            } catch {
                report("\(place): \(error)", at: entry)
            }
        }
    }

    /// A scope, in the short form of a list of permissions or the long one with `permissions` and `includes`.
    private mutating func readScope(_ entry: Node, at nameNode: Node) {
        guard let name = word(nameNode, what: "the name of a scope") else { return }
        let keys = ConfigurationKey.accessScope
        var scope = ServerConfiguration.Scope(name: name, permissions: [], includes: [])
        if entry.mapping == nil {
            guard let permissions = texts(of: entry, for: keys[0].named("access.scopes.\(name)"), at: nameNode) else {
                return
            }
            scope.permissions = Self.list(permissions)
        } else {
            guard let members = members(of: entry, named: "access.scopes.\(name)", keys: keys) else { return }
            scope.permissions = Self.list(members["permissions"] ?? [])
            scope.includes = Self.list(members["includes"] ?? [])
        }
        access.scopes.append(scope)
    }

    /// A role, in the short form of a list of permissions or the long one with `permissions` and `inherits`.
    private mutating func role(_ entry: Node, at nameNode: Node) -> ServerConfiguration.Role? {
        guard let name = word(nameNode, what: "the name of a role") else { return nil }
        let keys = ConfigurationKey.role
        if entry.mapping == nil {
            let key = keys[0].named("roles.\(name)")
            guard let permissions = texts(of: entry, for: key, at: nameNode) else { return nil }
            return ServerConfiguration.Role(name, permissions: Self.list(permissions))
        }
        guard let members = members(of: entry, named: "roles.\(name)", keys: keys) else { return nil }
        return ServerConfiguration.Role(
            name,
            permissions: Self.list(members["permissions"] ?? []),
            inherits: Self.list(members["inherits"] ?? []),
            tenant: members["tenant"]?.first
        )
    }

    /// The members of an entry, by their names, each checked; nothing where one was wrong.
    mutating func members(of entry: Node, named name: String, keys: [ConfigurationKey]) -> [String: [String]]? {
        guard let mapping = entry.mapping else {
            report("\(name): expected a mapping of keys, found \(entry.phrase)", at: entry)
            return nil
        }
        let before = problems.count
        var members: [String: [String]] = [:]
        for (nameNode, value) in mapping {
            guard countsNode(nameNode) else { return nil }
            guard let member = nameNode.text, let key = keys.first(where: { $0.name == member }) else {
                report(Self.unknown(nameNode, of: name, keys: keys), at: nameNode)
                continue
            }
            members[member] = texts(of: value, for: key.named("\(name).\(member)"), at: nameNode)
        }
        return problems.count == before ? members : nil
    }

    mutating func word(_ node: Node, what: String) -> String? {
        guard let text = node.text, ConfigurationTextRule.word.accepts(text) else {
            report("expected \(what), found \(node.phrase)", at: node)
            return nil
        }
        return text
    }

    private static func list(_ texts: [String]) -> [String] {
        texts == ["none"] ? [] : texts
    }

    private static func unknown(_ nameNode: Node, of name: String, keys: [ConfigurationKey]) -> String {
        let names = keys.map(\.name)
        let nearest = nameNode.text.flatMap { NearestName.nearest(to: $0, among: names) }
        let advice = nearest.map { "did you mean \($0)?" } ?? "the keys are \(names.joined(separator: ", "))"
        return "\(name): unknown key \(nameNode.phrase); \(advice)"
    }
}

extension ConfigurationKey {
    /// The same key under another name, for the entries of mappings and lists.
    fileprivate func named(_ name: String) -> ConfigurationKey {
        ConfigurationKey(name: name, copying: self)
    }
}
