import GatehouseJSON

/// What the schemas of one place say about the values that may stand there.
struct SensitivityTraits {
    /// The strictest that was declared, of ``Sensitivity/personal`` and ``Sensitivity/secret``.
    var declared: Sensitivity?
    /// Whether somebody declared the place open.
    var isOpen = false
    /// The types that values may have.
    var types = TypeSet.all
    /// Those of them that may hold what nobody foresaw.
    var free = TypeSet.all
    /// The subschemas that list texts or want a format without free text.
    var closed: [Int] = []

    /// The traits of two schemas that both hold.
    func and(_ other: SensitivityTraits) -> SensitivityTraits {
        joined(other, types.intersection(other.types), free.intersection(other.free))
    }

    /// The traits of two schemas of which one holds.
    func or(_ other: SensitivityTraits) -> SensitivityTraits {
        joined(other, types.union(other.types), free.union(other.free))
    }

    private func joined(_ other: SensitivityTraits, _ types: TypeSet, _ free: TypeSet) -> SensitivityTraits {
        SensitivityTraits(
            declared: Sensitivity.stricter(declared, other.declared), isOpen: isOpen || other.isOpen, types: types,
            free: free, closed: closed + other.closed)
    }

    /// Adds a declaration that stands beside the schemas.
    mutating func declare(_ sensitivity: Sensitivity) {
        guard sensitivity == .open else {
            declared = Sensitivity.stricter(declared, sensitivity)
            return
        }
        isOpen = true
        free = []
    }
}

extension SensitivityTraits {
    static let nothing = SensitivityTraits(types: [], free: [])
    static let hidden = SensitivityTraits(declared: .secret)

    /// What one subschema says by itself.
    init(_ rules: SubschemaRules, at index: Int) {
        types = rules.refusesAll ? [] : rules.types
        if types.contains(.number) { types.insert(.integer) }
        if let values = rules.values {
            types.formIntersection(values.types)
            free = []
            closed = [index]
        } else {
            free = rules.types == .all ? types : types.intersection([.string, .array, .object])
            if let format = rules.strings?.format, format.isClosed {
                free.remove(.string)
                closed = [index]
            }
        }
        if let sensitivity = rules.sensitivity { declare(sensitivity) }
    }
}

extension ValueRules {
    /// The types of the values that are listed.
    var types: TypeSet {
        (constant.map { [$0] } ?? options ?? []).reduce(into: []) { types, value in
            switch value {
            case .null: types.insert(.null)
            case .bool: types.insert(.boolean)
            case .integer, .number: types.formUnion([.integer, .number])
            case .string: types.insert(.string)
            case .array: types.insert(.array)
            case .object: types.insert(.object)
            }
        }
    }
}

extension StringFormat {
    /// Whether texts of the format hold nothing that somebody wrote: a moment or a number in other digits.
    var isClosed: Bool {
        switch self {
        case .dateTime, .date, .time, .uuid: true
        default: false
        }
    }
}
