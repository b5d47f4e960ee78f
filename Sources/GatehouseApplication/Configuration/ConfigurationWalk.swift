import Gatehouse
import Yams

/// One pass over a file's nodes: it collects the values of known keys and everything that is wrong.
struct ConfigurationWalk {
    /// The most problems that are collected; a file with more of them has one cause.
    private static let mostProblems = 20
    /// The most nodes that are looked at, which stops aliases that multiply.
    private static let mostNodes = 20_000

    let path: String
    let keys: [ConfigurationKey]
    private(set) var problems: [ConfigurationError.Problem] = []
    private(set) var texts: [String: [String]] = [:]
    private(set) var lines: [String: Int] = [:]
    var issuers: [ServerConfiguration.Issuer] = []
    var certificateRules: [ServerConfiguration.CertificateRule] = []
    var roles: [ServerConfiguration.Role]?
    var limits: [ServerConfiguration.LimitEntry] = []
    /// The scopes, grants and rules of `access`.
    var access = ServerConfiguration.Access()
    private var nodes = 0

    init(path: String, keys: [ConfigurationKey]) {
        self.path = path
        self.keys = keys
    }

    /// Reads the mapping at the top of the file.
    mutating func read(_ root: Node.Mapping) {
        read(root, prefix: "")
    }

    /// Adds a problem at a node.
    mutating func report(_ message: String, at node: Node) {
        guard problems.count < Self.mostProblems else { return }
        problems.append(ConfigurationError.Problem(message, at: node.place(in: path)))
    }

    /// Whether the file has had its share of nodes; the first one too many is a problem.
    mutating func countsNode(_ node: Node) -> Bool {
        nodes += 1
        if nodes == Self.mostNodes + 1 { report("the file has more than \(Self.mostNodes) values", at: node) }
        return nodes <= Self.mostNodes
    }

    private mutating func read(_ mapping: Node.Mapping, prefix: String) {
        for (nameNode, value) in mapping {
            guard countsNode(nameNode) else { return }
            guard let name = nameNode.text else {
                report("expected a key, found \(nameNode.phrase)", at: nameNode)
                continue
            }
            guard !name.contains(".") else {
                report("the key \(quoted(name)) has a dot; write its parts as nested mappings", at: nameNode)
                continue
            }
            read(value, name: prefix + name, at: nameNode)
        }
    }

    private mutating func read(_ value: Node, name: String, at nameNode: Node) {
        if let key = keys.first(where: { $0.name == name }) {
            lines[name] = nameNode.mark?.line
            set(key, to: value, at: nameNode)
        } else if keys.contains(where: { $0.name.hasPrefix(name + ".") }) {
            if let mapping = value.mapping {
                read(mapping, prefix: name + ".")
            } else if !value.isEmptyScalar {
                report("\(name): expected a mapping of keys, found \(value.phrase)", at: nameNode)
            }
        } else {
            report(unknownKey(name), at: nameNode)
        }
    }

    private mutating func set(_ key: ConfigurationKey, to value: Node, at nameNode: Node) {
        if case .structure(let structure) = key.kind {
            read(value, as: structure, of: key, at: nameNode)
        } else if let texts = texts(of: value, for: key, at: nameNode) {
            self.texts[key.name] = texts
        }
    }

    /// The texts of a single value or a list, checked against the key; nothing where a problem was reported.
    mutating func texts(of value: Node, for key: ConfigurationKey, at nameNode: Node) -> [String]? {
        var elements = [value]
        if key.kind.isList, let sequence = value.sequence { elements = Array(sequence) }
        var texts: [String] = []
        for element in elements {
            guard countsNode(element) else { return nil }
            guard let text = element.text else {
                report(key.mismatch(found: element.phrase).message, at: element.isEmptyScalar ? nameNode : element)
                return nil
            }
            texts.append(text)
            if key.kind.isList, texts.count > 1 || elements.count > 1, !checks([text], of: key, at: element) {
                return nil
            }
        }
        return checks(texts, of: key, at: elements.count == 1 ? value : nameNode) ? texts : nil
    }

    private mutating func checks(_ texts: [String], of key: ConfigurationKey, at node: Node) -> Bool {
        do {
            _ = try key.value(of: texts)
            return true
        } catch {
            report(error.message, at: node)
            return false
        }
    }

    private func unknownKey(_ name: String) -> String {
        if let nearest = NearestName.nearest(to: name, among: keys.map(\.name)) {
            return "unknown key \(quoted(name)); did you mean \(nearest)?"
        }
        let group = name.split(separator: ".").first.map(String.init) ?? name
        let siblings = keys.filter { $0.group == group && $0.name != group }.map(\.name)
        guard !siblings.isEmpty else {
            var groups: [String] = []
            for key in keys where !groups.contains(key.group) { groups.append(key.group) }
            let advice = NearestName.nearest(to: name, among: groups).map { "did you mean \($0)?" }
            return "unknown key \(quoted(name)); \(advice ?? "the groups are \(groups.joined(separator: ", "))")"
        }
        return "unknown key \(quoted(name)); the keys are \(siblings.joined(separator: ", "))"
    }
}
