import GatehouseJSON

/// Makes the nodes of a ``SensitivityMap``.
///
/// A node is a set of schemas about one place, so schemas that refer to one another make finitely many of them. Where
/// there are too many even so, what is beyond counts as secret.
struct SensitivityBuilder {
    private struct Key: Hashable {
        let place: SensitivityPlace
        let declarations: [SensitivityDeclaration]
    }

    private let program: SchemaProgram
    private var drafts: [SensitivityDraft] = []
    private var known: [Key: Int] = [:]
    private var open: [(index: Int, key: Key)] = []
    /// The declarations that led to a place, by their whole text.
    private var reached: Set<SensitivityDeclaration> = []

    /// The most nodes of a map, and the most schemas about one place.
    private static let maximumNodes = 4_096
    private static let maximumSchemas = 512

    init(_ program: SchemaProgram) {
        self.program = program
    }

    /// The nodes, the root first.
    mutating func nodes(with declarations: [SensitivityDeclaration]) throws(SchemaError) -> [SensitivityNode] {
        _ = index(of: .schema(program.root), declarations)
        while let (index, key) = open.popLast() { try fill(index, key) }
        let secrets = nodesWithSecrets()
        return drafts.enumerated().map { index, draft in
            SensitivityNode(traits(draft.traits), draft, holdsSecret: secrets[index])
        }
    }

    private func traits(_ traits: SensitivityTraits) -> SensitivityNode.Traits {
        let rules = traits.closed.map { program.subschemas[$0].rules }
        return SensitivityNode.Traits(
            declared: traits.declared, isOpen: traits.isOpen, types: traits.types, free: traits.free,
            values: rules.compactMap(\.values), formats: rules.compactMap(\.strings?.format).filter(\.isClosed))
    }

    /// For each node whether a secret can be reached from it.
    private func nodesWithSecrets() -> [Bool] {
        var sources = [[Int]](repeating: [], count: drafts.count)
        for (index, draft) in drafts.enumerated() {
            for next in draft.next { sources[next].append(index) }
        }
        var secrets = drafts.map { $0.traits.declared == .secret }
        var open = secrets.indices.filter { secrets[$0] }
        while let index = open.popLast() {
            for source in sources[index] where !secrets[source] {
                secrets[source] = true
                open.append(source)
            }
        }
        return secrets
    }

    // MARK: Nodes

    private mutating func index(of place: SensitivityPlace, _ declarations: [SensitivityDeclaration]) -> Int {
        let isFull = drafts.count >= Self.maximumNodes
        let key = isFull ? Key(place: .hidden, declarations: []) : Key(place: place, declarations: declarations)
        if let index = known[key] { return index }
        known[key] = drafts.count
        open.append((drafts.count, key))
        drafts.append(SensitivityDraft())
        return drafts.count - 1
    }

    private mutating func fill(_ index: Int, _ key: Key) throws(SchemaError) {
        let expansion = SensitivityExpansion(program, maximumSchemas: Self.maximumSchemas)
        let place = expansion.expanded(key.place)
        var draft = SensitivityDraft()
        draft.traits = expansion.traits(of: place)
        let isContainer = !draft.traits.types.isDisjoint(with: [.array, .object])
        for declaration in key.declarations {
            if declaration.pointer.isRoot {
                draft.traits.declare(declaration.sensitivity)
            } else if !isContainer {
                throw SchemaError("leads to a value that has nothing inside of it", at: declaration.pointer)
            }
        }
        // Nothing inside of a secret is looked at, nor of what cannot be followed.
        guard draft.traits.declared != .secret, isContainer else {
            draft.rest = index
            drafts[index] = draft
            return
        }
        try addMembers(of: place, expansion, key.declarations, to: &draft)
        addElements(of: place, expansion, key.declarations, to: &draft)
        drafts[index] = draft
    }

    private mutating func addMembers(
        of place: SensitivityPlace,
        _ expansion: SensitivityExpansion,
        _ declarations: [SensitivityDeclaration],
        to draft: inout SensitivityDraft
    ) throws(SchemaError) {
        draft.names = expansion.names(in: place)
        let unknown = expansion.member(nil, of: place)
        if draft.traits.types.contains(.object) {
            for name in declarations.compactMap(\.pointer.tokens.first) where name != "*" {
                guard !draft.names.contains(where: { $0.isExactly(name) }) else { continue }
                guard unknown != .nothing else {
                    throw SchemaError("is no member that the schema allows", at: JSONPointer([name]))
                }
                draft.names.append(name)
            }
        }
        draft.members = draft.names.map { name in
            index(of: expansion.member(name, of: place), declarations.compactMap { $0.below(name) })
        }
        guard unknown != .nothing else { return }
        draft.unknown = index(of: unknown, declarations.compactMap(\.belowAny))
    }

    private mutating func addElements(
        of place: SensitivityPlace,
        _ expansion: SensitivityExpansion,
        _ declarations: [SensitivityDeclaration],
        to draft: inout SensitivityDraft
    ) {
        let inside = declarations.compactMap(\.belowAny)
        draft.prefix = (0..<expansion.countOfPrefixes(in: place)).map { position in
            index(of: expansion.element(position, of: place), declarations.compactMap { $0.below(String(position)) })
        }
        draft.rest = index(of: expansion.element(nil, of: place), inside)
    }
}
