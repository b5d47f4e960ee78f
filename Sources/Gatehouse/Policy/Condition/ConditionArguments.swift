import GatehouseJSON

/// A request's arguments, as conditions look at them.
enum ConditionArguments: Sendable {
    case object(JSONObject)
    /// Short ones stay the text that came: a condition looks at one or two of them, and needs no tree of all.
    case text(JSONText)

    /// The most bytes of a text that is read anew for each operand of a condition.
    private static let longestText = 4_096

    /// - Parameter text: One object.
    init(_ text: JSONText) {
        self = text.count <= Self.longestText ? .text(text) : .object(text.value.objectValue ?? [:])
    }

    /// The argument that names lead to; null where there is none.
    func value(at path: [String]) -> JSONValue {
        switch self {
        case .object(let object): ConditionEvaluation.value(at: path, in: object)
        case .text(let text): text.value(at: path) ?? .null
        }
    }
}
