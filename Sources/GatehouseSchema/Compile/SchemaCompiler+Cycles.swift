extension SchemaCompiler {
    /// Refuses schemas that apply themselves to the same value again, which no validation could finish
    /// (section 9.4.1 of the core part).
    func refuseEndlessReferences() throws(SchemaError) {
        var states = [VisitState](repeating: .new, count: subschemas.count)
        for start in subschemas.indices where states[start] == .new {
            var path: [(index: Int, next: [Int])] = [(start, inPlaceSchemas(of: start))]
            states[start] = .open
            while let (index, next) = path.last {
                guard let child = next.last else {
                    states[index] = .done
                    path.removeLast()
                    continue
                }
                path[path.count - 1].next.removeLast()
                switch states[child] {
                case .done: break
                case .open: throw error("refers back to itself for the same value", at: sites[child])
                case .new:
                    states[child] = .open
                    path.append((child, inPlaceSchemas(of: child)))
                }
            }
        }
    }

    private enum VisitState {
        case new, open, done
    }

    /// The schemas that a schema applies to the very value that it is applied to.
    private func inPlaceSchemas(of index: Int) -> [Int] {
        let composition = subschemas[index].composition
        let single = [
            composition.reference, composition.dynamicReference?.initial, composition.not, composition.condition,
            composition.consequence, composition.alternative,
        ]
        let dependent = subschemas[index].objects?.dependencies.compactMap(\.schema) ?? []
        return single.compactMap(\.self) + composition.allOf + composition.anyOf + composition.oneOf + dependent
    }
}
