import GatehouseJSON

/// A place in a JSON value that says what a call costs (RFC 6901).
struct LimitPath: Sendable {
    private let tokens: [String]

    init(_ pointer: String) {
        tokens = pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
            .map { String($0).replacing("~1", with: "/").replacing("~0", with: "~") }
    }

    func cost(in root: JSONValue) -> Int? {
        var value = root
        for token in tokens {
            switch value {
            case .object(let object):
                guard let member = object[token] else { return nil }
                value = member
            case .array(let elements):
                guard let position = Int(token), elements.indices.contains(position) else { return nil }
                value = elements[position]
            default: return nil
            }
        }
        switch value {
        case .array(let elements): return elements.count
        case .string(let text): return text.utf8.count
        default: return Self.number(value)
        }
    }

    private static func number(_ value: JSONValue) -> Int? {
        if let integer = value.integerValue { return Int(clamping: integer) }
        guard let double = value.doubleValue, double.isFinite else { return nil }
        return double >= Double(RateLimiter.mostCost) ? RateLimiter.mostCost : Int(max(0, double.rounded(.up)))
    }
}
