import Yams

extension Node {
    /// What the node is, for a sentence: its text, or the kind of collection.
    var phrase: String {
        switch self {
        case .scalar(let scalar): isEmptyScalar ? "nothing" : quoted(scalar.string)
        case .mapping: "a mapping"
        case .sequence: "a list"
        case .alias: "an alias"
        }
    }

    /// The node's line, as `gatehouse.yaml:3`.
    func place(in path: String) -> String {
        mark.map { "\(path):\($0.line)" } ?? path
    }

    /// Whether nothing was written where a value could stand.
    var isEmptyScalar: Bool {
        guard case .scalar(let scalar) = self else { return false }
        return scalar.string.isEmpty && scalar.style == .plain
    }

    /// The text of a scalar as it was written, whatever YAML would make of it.
    var text: String? {
        guard case .scalar(let scalar) = self, !isEmptyScalar else { return nil }
        return scalar.string
    }
}
