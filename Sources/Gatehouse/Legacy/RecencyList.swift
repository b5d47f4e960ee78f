/// Keys in the order of their last use, the one used the longest ago first. Every operation takes constant time.
struct RecencyList {
    private struct Node {
        var previous: String?
        var next: String?
    }

    private var nodes: [String: Node] = [:]
    /// The key used the longest ago.
    private(set) var first: String?
    private var last: String?

    var count: Int { nodes.count }
    var isEmpty: Bool { nodes.isEmpty }

    /// Puts a key last, whether it is known or not.
    mutating func touch(_ key: String) {
        guard last != key else { return }
        remove(key)
        nodes[key] = Node(previous: last, next: nil)
        if let last { nodes[last]?.next = key } else { first = key }
        last = key
    }

    /// Forgets a key.
    mutating func remove(_ key: String) {
        guard let node = nodes.removeValue(forKey: key) else { return }
        if let previous = node.previous { nodes[previous]?.next = node.next } else { first = node.next }
        if let next = node.next { nodes[next]?.previous = node.previous } else { last = node.previous }
    }
}
