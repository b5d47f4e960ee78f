import GatehouseJSON

/// What a condition comes to. It may be undecided: where something it compares is missing or of another kind.
enum ConditionTruth: Sendable, Hashable {
    case holds, fails, undecided

    init(_ value: Bool) {
        self = value ? .holds : .fails
    }

    static prefix func ! (truth: ConditionTruth) -> ConditionTruth {
        switch truth {
        case .holds: .fails
        case .fails: .holds
        case .undecided: .undecided
        }
    }
}

/// Works out conditions for one caller and, where they are known, its arguments.
///
/// It always ends and never fails: every part is visited at most once, a comparison of texts takes time in proportion to
/// the shorter one, and membership in proportion to the list.
struct ConditionEvaluation: Sendable {
    let caller: ConditionCaller
    let arguments: ConditionArguments

    func truth(of node: ConditionNode) -> ConditionTruth {
        switch node {
        case .not(let part): return !truth(of: part)
        case .all(let parts):
            var all = ConditionTruth.holds
            for part in parts {
                switch truth(of: part) {
                case .fails: return .fails
                case .undecided: all = .undecided
                case .holds: continue
                }
            }
            return all
        case .any(let parts):
            var any = ConditionTruth.fails
            for part in parts {
                switch truth(of: part) {
                case .holds: return .holds
                case .undecided: any = .undecided
                case .fails: continue
                }
            }
            return any
        case .exists(let part): return ConditionTruth(!value(of: part).isNull)
        case .compare(let comparison, let left, let right, _): return compare(comparison, left, right)
        default:
            guard case .bool(let bool) = value(of: node) else { return .undecided }
            return ConditionTruth(bool)
        }
    }

    /// The value of an operand; what is missing is null.
    private func value(of node: ConditionNode) -> JSONValue {
        switch node {
        case .literal(let value): return value
        case .caller(let attribute): return caller.value(of: attribute)
        case .claim(let path): return Self.value(at: path, in: caller.principal.claims)
        case .argument(let path, _): return arguments.value(at: path)
        case .size(let part): return Self.size(of: value(of: part))
        default:
            switch truth(of: node) {
            case .holds: return .bool(true)
            case .fails: return .bool(false)
            case .undecided: return .null
            }
        }
    }

    static func value(at path: [String], in object: JSONObject) -> JSONValue {
        var value = JSONValue.object(object)
        for name in path {
            guard let member = value[name] else { return .null }
            value = member
        }
        return value
    }

    private static func size(of value: JSONValue) -> JSONValue {
        switch value {
        case .string(let text): .integer(Int64(text.unicodeScalars.count))
        case .array(let elements): .integer(Int64(elements.count))
        case .object(let object): .integer(Int64(object.count))
        default: .null
        }
    }

    private func compare(
        _ comparison: ConditionNode.Comparison,
        _ left: ConditionNode,
        _ right: ConditionNode
    ) -> ConditionTruth {
        let (first, second) = (value(of: left), value(of: right))
        switch comparison {
        case .equal: return equality(first, second, isAboutNull: left.isNull || right.isNull)
        case .notEqual: return !equality(first, second, isAboutNull: left.isNull || right.isNull)
        case .isIn:
            guard case .array(let elements) = second, !first.isNull else { return .undecided }
            return ConditionTruth(elements.contains { Self.areEqual(first, $0) })
        case .startsWith, .endsWith:
            guard case .string(let text) = first, case .string(let part) = second else { return .undecided }
            return ConditionTruth(
                comparison == .startsWith
                    ? text.utf8.starts(with: part.utf8) : text.utf8.reversed().starts(with: part.utf8.reversed()))
        default:
            guard let order = Self.order(first, second) else { return .undecided }
            return ConditionTruth(comparison.accepts(order))
        }
    }

    /// Nothing is equal to what is missing, and nothing differs from it: a caller must not come by a right because two
    /// things are both missing. Only the comparison with the word `null` asks for just that.
    private func equality(_ left: JSONValue, _ right: JSONValue, isAboutNull: Bool) -> ConditionTruth {
        if !isAboutNull, left.isNull || right.isNull { return .undecided }
        return ConditionTruth(Self.areEqual(left, right))
    }

    /// Whether two values are the same; numbers are where their values are, however they are written.
    private static func areEqual(_ left: JSONValue, _ right: JSONValue) -> Bool {
        if let order = order(left, right) { return order == .equal }
        return left == right
    }

    enum Order { case less, equal, greater }

    /// How two numbers stand to one another; nothing where either is none.
    static func order(_ left: JSONValue, _ right: JSONValue) -> Order? {
        if let left = left.integerValue, let right = right.integerValue {
            return left < right ? .less : left == right ? .equal : .greater
        }
        guard let left = left.doubleValue, let right = right.doubleValue else { return nil }
        return left < right ? .less : left == right ? .equal : left > right ? .greater : nil
    }
}

extension ConditionEvaluation {
    init(caller: ConditionCaller, arguments: JSONObject) {
        self.init(caller: caller, arguments: .object(arguments))
    }
}

extension ConditionNode {
    /// Whether this is the word `null`.
    fileprivate var isNull: Bool {
        if case .literal(.null) = self { true } else { false }
    }
}

extension ConditionNode.Comparison {
    fileprivate func accepts(_ order: ConditionEvaluation.Order) -> Bool {
        switch self {
        case .less: order == .less
        case .lessOrEqual: order != .greater
        case .greater: order == .greater
        case .greaterOrEqual: order != .less
        default: false
        }
    }
}
