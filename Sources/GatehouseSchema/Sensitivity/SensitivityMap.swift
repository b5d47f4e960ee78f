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

    /// How many of a place's tokens lead to a value that is declared a secret; nothing where none is there or around it.
    package func depthOfSecret(at pointer: JSONPointer) -> Int? {
        var node = root
        for (depth, token) in pointer.tokens.enumerated() {
            guard node.declared != .secret else { return depth }
            if let position = node.position(of: token, guess: 0) {
                node = nodes[node.member(at: position)]
            } else if let position = Int(token), position >= 0, !node.allows(.object) {
                node = nodes[node.element(at: position)]
            } else if let unknown = node.unknownMember {
                node = nodes[unknown]
            } else {
                return nil
            }
        }
        return node.declared == .secret ? pointer.tokens.count : nil
    }
}
