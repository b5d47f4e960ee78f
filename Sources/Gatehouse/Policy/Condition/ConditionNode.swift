import GatehouseJSON

/// A part of a condition, read and checked.
indirect enum ConditionNode: Sendable, Hashable {
    case literal(JSONValue)
    case caller(CallerAttribute)
    /// A claim of the caller's credential, by the names that lead to it.
    case claim([String])
    /// An argument, by the names that lead to it.
    case argument([String], at: ConditionError.Position)
    case size(ConditionNode)
    case exists(ConditionNode)
    case not(ConditionNode)
    case all([ConditionNode])
    case any([ConditionNode])
    case compare(Comparison, ConditionNode, ConditionNode, at: ConditionError.Position)

    enum Comparison: String, Sendable, Hashable {
        case equal = "=="
        case notEqual = "!="
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
        case isIn = "in"
        case startsWith = "starts_with"
        case endsWith = "ends_with"

        var isOrder: Bool {
            switch self {
            case .less, .lessOrEqual, .greater, .greaterOrEqual: true
            default: false
            }
        }
    }

    /// What a condition may know of the caller.
    enum CallerAttribute: String, Sendable, Hashable, CaseIterable {
        case subject, issuer, client, tenant, method, credential, roles, groups, scopes

        var type: ConditionType {
            switch self {
            case .roles, .groups, .scopes: .list
            default: .string
            }
        }
    }

    /// Whether the condition looks at arguments.
    var usesArguments: Bool {
        switch self {
        case .argument: true
        case .literal, .caller, .claim: false
        case .size(let node), .exists(let node), .not(let node): node.usesArguments
        case .all(let nodes), .any(let nodes): nodes.contains(where: \.usesArguments)
        case .compare(_, let left, let right, _): left.usesArguments || right.usesArguments
        }
    }

    /// Every part of the condition, itself first.
    func forEach(_ body: (ConditionNode) -> Void) {
        body(self)
        switch self {
        case .argument, .literal, .caller, .claim: return
        case .size(let node), .exists(let node), .not(let node): node.forEach(body)
        case .all(let nodes), .any(let nodes): for node in nodes { node.forEach(body) }
        case .compare(_, let left, let right, _):
            left.forEach(body)
            right.forEach(body)
        }
    }
}
