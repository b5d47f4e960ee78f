package import GatehouseJSON

/// What may be kept of the values of a schema, place by place; recursive schemas make a graph with cycles.
package struct SensitivityMap: Sendable {
    private let nodes: [SensitivityNode]

    /// Works out the map of a schema.
    ///
    /// - Parameters:
    ///   - schema: The schema, whose keywords ``Sensitivity/keyword`` and `writeOnly` count.
    ///   - declarations: What is declared beside it, by place.
    /// - Throws: ``SchemaError`` where a declaration is about a place that no value has.
    package init(_ schema: Schema, declarations: [SensitivityDeclaration] = []) throws(SchemaError) {
        var builder = SensitivityBuilder(schema.compiledProgram)
        nodes = try builder.nodes(with: declarations)
    }

    /// The node of the whole value.
    package var root: SensitivityNode { nodes[0] }

    /// The node at an index that a node gave.
    package func node(at index: Int) -> SensitivityNode { nodes[index] }

    /// Whether the value at a place, or one that it is inside of, is declared a secret.
    package func isSecret(at pointer: JSONPointer) -> Bool {
        var node = root
        for token in pointer.tokens {
            guard node.declared != .secret else { return true }
            if let position = node.position(of: token, guess: 0) {
                node = nodes[node.member(at: position)]
            } else if let position = Int(token), position >= 0, !node.allows(.object) {
                node = nodes[node.element(at: position)]
            } else if let unknown = node.unknownMember {
                node = nodes[unknown]
            } else {
                return false
            }
        }
        return node.declared == .secret
    }
}
