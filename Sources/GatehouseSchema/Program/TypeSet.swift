import GatehouseJSON

/// The types that the keyword `type` allows.
struct TypeSet: OptionSet, Sendable {
    let rawValue: UInt8

    static let null = TypeSet(rawValue: 1)
    static let boolean = TypeSet(rawValue: 2)
    static let integer = TypeSet(rawValue: 4)
    static let number = TypeSet(rawValue: 8)
    static let string = TypeSet(rawValue: 16)
    static let array = TypeSet(rawValue: 32)
    static let object = TypeSet(rawValue: 64)
    static let all = TypeSet(rawValue: 127)

    /// The types and their names, in the order in which messages list them.
    static let named: [(name: String, type: TypeSet)] = [
        ("string", .string), ("integer", .integer), ("number", .number), ("boolean", .boolean), ("array", .array),
        ("object", .object), ("null", .null),
    ]

    /// The type of that name.
    init?(named name: String) {
        guard let found = Self.named.first(where: { $0.name == name }) else { return nil }
        self = found.type
    }

    init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// Whether a value has one of the types. A number with a fraction or exponent is an integer where it is whole.
    @inline(__always)
    func allows(_ value: JSONValue) -> Bool {
        switch value {
        case .null: contains(.null)
        case .bool: contains(.boolean)
        case .integer: !isDisjoint(with: [.integer, .number])
        case .number(let number): contains(.number) || (contains(.integer) && ExactDecimal(number).isWhole)
        case .string: contains(.string)
        case .array: contains(.array)
        case .object: contains(.object)
        }
    }

    /// The names of the types.
    var names: [String] { Self.named.filter { contains($0.type) }.map(\.name) }
}
