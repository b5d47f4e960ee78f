/// Finds the template that a URI fits, among many.
///
/// Templates are kept by what stands before their first variable, in order; a search finds the longest such prefix of
/// the URI by bisection, and follows links to the shorter ones. Only templates whose prefix the URI has are tried.
///
/// Where several fit, the one with the most literal bytes wins; then one whose variables hold no slashes, the one with
/// fewer variables, the one that comes first in the order of bytes, and the one that was inserted first.
public struct URITemplateIndex<Value: Sendable>: Sendable {
    /// A template that a URI fits.
    public struct Match: Sendable {
        public let value: Value
        public let template: URITemplate
        /// The values of the template's variables, decoded.
        public let variables: [String: String]
    }

    /// A template to be found, with what it leads to and what its variables must not hold.
    public struct Member: Sendable {
        public let value: Value
        public let template: URITemplate
        public let rules: URIValueRules

        public init(value: Value, template: URITemplate, rules: URIValueRules = .safe) {
            self.value = value
            self.template = template
            self.rules = rules
        }
    }

    private struct Entry: Sendable {
        let template: URITemplate
        let value: Value
        let rules: URIValueRules
        let precedence: URITemplatePrecedence

        init(_ member: Member, _ matcher: URITemplateMatcher, position: Int) {
            template = member.template
            value = member.value
            rules = member.rules
            precedence = URITemplatePrecedence(member.template, matcher, position: position)
        }
    }

    private struct Node: Sendable {
        let prefix: [UInt8]
        /// In the order in which they are tried.
        var entries: [Entry]
        /// The node with the longest prefix that this one's begins with.
        var parent: Int?
    }

    /// In the order of their prefixes' bytes.
    private var nodes: [Node] = []
    /// How many templates were inserted.
    public private(set) var count = 0

    public init() {}

    /// Makes an index of many templates, in the time that it takes to sort them. Those that cannot be matched, as
    /// ``URITemplate/checkMatchable()`` tells, are never found.
    public init(_ members: some Sequence<Member>) {
        var prefixed: [(prefix: [UInt8], entry: Entry)] = []
        for member in members {
            guard case .success(let matcher) = member.template.matcher else { continue }
            prefixed.append((matcher.prefix, Entry(member, matcher, position: prefixed.count)))
        }
        count = prefixed.count
        prefixed.sort { left, right in
            if left.prefix != right.prefix { return left.prefix.lexicographicallyPrecedes(right.prefix) }
            return left.entry.precedence < right.entry.precedence
        }
        for (prefix, entry) in prefixed {
            if let last = nodes.indices.last, nodes[last].prefix == prefix {
                nodes[last].entries.append(entry)
            } else {
                nodes.append(Node(prefix: prefix, entries: [entry], parent: nil))
            }
        }
        link()
    }

    /// Adds a template. One that cannot be matched, as ``URITemplate/checkMatchable()`` tells, is never found.
    ///
    /// - Parameter rules: What the values of its variables must not hold.
    public mutating func insert(_ value: Value, for template: URITemplate, rules: URIValueRules = .safe) {
        guard case .success(let matcher) = template.matcher else { return }
        let entry = Entry(
            Member(value: value, template: template, rules: rules), matcher, position: count)
        count += 1
        let place = firstIndex { !$0.lexicographicallyPrecedes(matcher.prefix) }
        if place < nodes.count, nodes[place].prefix == matcher.prefix {
            let entries = nodes[place].entries
            let at = entries.firstIndex { entry.precedence < $0.precedence } ?? entries.count
            nodes[place].entries.insert(entry, at: at)
        } else {
            nodes.insert(Node(prefix: matcher.prefix, entries: [entry], parent: nil), at: place)
            link()
        }
    }

    /// The template that a URI fits, and the values of its variables; nothing where it fits none.
    ///
    /// - Parameter rules: What values must not hold; nothing takes each template's own rules.
    public func match(_ uri: String, rules: URIValueRules? = nil) -> Match? {
        let bytes = URITemplate.bytes(of: uri)
        for entry in candidates(for: bytes) {
            guard let variables = entry.template.match(bytes, rules ?? entry.rules) else { continue }
            return Match(value: entry.value, template: entry.template, variables: variables)
        }
        return nil
    }

    private func candidates(for uri: [UInt8]) -> [Entry] {
        // Everything between a prefix of the URI and the URI itself begins with that prefix, so the last node that does
        // not come after the URI leads to all of them.
        var next: Int? = firstIndex { uri.lexicographicallyPrecedes($0) } - 1
        var candidates: [Entry] = []
        var found = 0
        while let index = next, nodes.indices.contains(index) {
            if uri.starts(with: nodes[index].prefix) {
                candidates += nodes[index].entries
                found += 1
            }
            next = nodes[index].parent
        }
        if found > 1 { candidates.sort { $0.precedence < $1.precedence } }
        return candidates
    }

    /// The first node whose prefix fulfils a condition that holds for all after it.
    private func firstIndex(where isBehind: ([UInt8]) -> Bool) -> Int {
        var low = 0
        var high = nodes.count
        while low < high {
            let middle = low + (high - low) / 2
            if isBehind(nodes[middle].prefix) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    private mutating func link() {
        for index in nodes.indices {
            var parent: Int? = index - 1
            while let candidate = parent, candidate >= 0, !nodes[index].prefix.starts(with: nodes[candidate].prefix) {
                parent = nodes[candidate].parent
            }
            nodes[index].parent = parent.flatMap { $0 >= 0 ? $0 : nil }
        }
    }
}
